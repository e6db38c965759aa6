import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { createGuardedSource } from '../../../connectors/lookup/guarded-source.ts';
import { defaultLookupPolicy, type LookupPolicy } from '../../../connectors/lookup/lookup-policy.ts';
import { LookupError } from '../../../connectors/lookup/lookup-result.ts';
import { fixedClock, systemClock } from '../../../schema/runtime/clock.ts';

const guarded = (policy: Partial<LookupPolicy>, clock = systemClock) =>
  createGuardedSource('health', { ...defaultLookupPolicy, retryDelayMs: 1, ...policy }, clock);
const unavailable = async (): Promise<never> => {
  throw new LookupError('SOURCE_UNAVAILABLE');
};

test('an answer carries the time at which it was fetched', async () => {
  const source = guarded({}, fixedClock('2026-11-01T08:00:00.000Z'));
  expect(await source.run(async () => 7)).toEqual({ ok: true, value: 7, fetchedAt: '2026-11-01T08:00:00.000Z' });
});

test('the caller is answered at the deadline also when the operation never settles', async () => {
  const source = guarded({ deadlineMs: 120 });
  const started = performance.now();
  const result = await source.run(() => new Promise<number>(() => {}));
  expect(result).toEqual({ ok: false, code: 'SOURCE_TIMEOUT', source: 'health', retryable: true });
  expect(performance.now() - started).toBeLessThan(220);
});

test('an unforeseen error becomes a failure without its text', async () => {
  const result = await guarded({ retryShare: 0 }).run(async () => {
    throw new Error('https://user:secret@10.0.0.1 failed for 110105194912310021');
  });
  expect(result).toEqual({ ok: false, code: 'SOURCE_UNAVAILABLE', source: 'health', retryable: true });
});

describe('retries', () => {
  test('a request that found the source unavailable is tried once more', async () => {
    let calls = 0;
    const result = await guarded({}).run(async () => (++calls === 1 ? unavailable() : 'late but here'));
    expect(result).toMatchObject({ ok: true, value: 'late but here' });
    expect(calls).toBe(2);
  });

  test.each(['SOURCE_REJECTED', 'SOURCE_INVALID'] as const)('%s is not tried again', async (code) => {
    let calls = 0;
    const result = await guarded({}).run(async () => {
      calls++;
      throw new LookupError(code);
    });
    expect(result).toMatchObject({ ok: false, code, retryable: false });
    expect(calls).toBe(1);
  });

  test('stay within their share of the requests while the source is failing', async () => {
    let calls = 0;
    const source = guarded({ retryShare: 0.1, failuresToOpen: 1000 });
    for (let i = 0; i < 100; i++)
      await source.run(async () => {
        calls++;
        return unavailable();
      });
    expect(calls).toBeGreaterThan(100);
    expect(calls).toBeLessThanOrEqual(112);
  });
});

describe('the breaker', () => {
  test('spares a failing source, and heals when a probe succeeds', async () => {
    let now = 0;
    let calls = 0;
    const source = guarded({ failuresToOpen: 3, openForMs: 500, retryShare: 0 }, { now: () => new Date(now) });
    const ask = (healthy: boolean) =>
      source.run(async () => {
        calls++;
        return healthy ? 'well' : unavailable();
      });
    for (let i = 0; i < 10; i++) expect(await ask(false)).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(calls).toBe(3);
    now = 500;
    expect(await ask(true)).toMatchObject({ ok: true });
    expect(source.state()).toBe('closed');
    expect(calls).toBe(4);
  });

  test('a refusal is an answer and does not open it', async () => {
    const source = guarded({ failuresToOpen: 2 });
    for (let i = 0; i < 5; i++)
      await source.run(async () => {
        throw new LookupError('SOURCE_REJECTED');
      });
    expect(source.state()).toBe('closed');
  });
});

describe('the bulkhead', () => {
  test('no more requests are under way than the limit, and the rest follow', async () => {
    let underWay = 0;
    let most = 0;
    const source = guarded({ maxConcurrent: 3 });
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        source.run(async () => {
          most = Math.max(most, ++underWay);
          await delay(5);
          underWay--;
          return true;
        }),
      ),
    );
    expect(most).toBe(3);
    expect(results.every(({ ok }) => ok)).toBe(true);
  });

  test('beyond the queue a request fails at once, and one that waits in vain fails at its deadline', async () => {
    const source = guarded({ maxConcurrent: 1, maxWaiting: 1, deadlineMs: 100, retryShare: 0 });
    const hang = (): Promise<never> => new Promise(() => {});
    const [first, second, third] = [source.run(hang), source.run(hang), source.run(hang)];
    const started = performance.now();
    expect(await third).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(performance.now() - started).toBeLessThan(50);
    expect(await first).toMatchObject({ code: 'SOURCE_TIMEOUT' });
    expect(await second).toMatchObject({ code: 'SOURCE_TIMEOUT' });
    expect(await source.run(async () => 'free again')).toMatchObject({ ok: true });
  });
});
