import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHealthLookup } from '../../../connectors/health/patient-lookup.ts';
import type { LookupPolicy } from '../../../connectors/lookup/lookup-policy.ts';
import { startHealthFhirServer } from '../../../connectors/simulated/services/health-fhir-server.ts';
import type { HttpFault } from '../../../connectors/simulated/services/loopback-service.ts';
import type { HealthLookup } from '../../../schema/model/lookup.ts';
import { systemClock } from '../../../schema/runtime/clock.ts';

const token = 'a-token-that-must-never-be-seen';
const today = '2026-11-01';
const policy: Partial<LookupPolicy> = {
  deadlineMs: 400,
  retryShare: 0,
  failuresToOpen: 1000,
  maxAnswerBytes: 512 * 1024,
};
/** The elderly have conditions; the same number always has the same. */
const elders = Array.from({ length: 40 }, (_, i) => `330105194${i % 10}0101${String(100 + i).padStart(3, '0')}X`);

let server: Awaited<ReturnType<typeof startHealthFhirServer>>;
let lookup: HealthLookup;
const connect = (settings: { token?: string; policy?: Partial<LookupPolicy> } = {}): HealthLookup =>
  createHealthLookup(systemClock, {
    baseUrl: server.baseUrl,
    token: { value: settings.token ?? token },
    policy: { ...policy, ...settings.policy },
  });

beforeEach(async () => {
  server = await startHealthFhirServer({ token, today });
  lookup = connect();
});
afterEach(() => server.close());

test('conditions and immunisations come by identity number, one request for all', async () => {
  const conditions = await lookup.conditions(elders);
  expect(server.requests()).toBe(1);
  if (!conditions.ok) throw new Error(conditions.code);
  expect([...conditions.value.keys()]).toEqual(elders);
  const all = [...conditions.value.values()].flat();
  expect(all.length).toBeGreaterThan(40);
  expect(all[0]).toEqual({
    code: expect.stringMatching(/^[A-Z]\d\d/),
    system: 'http://hl7.org/fhir/sid/icd-10',
    name: expect.any(String),
    clinicalStatus: expect.stringMatching(/^(active|remission)$/),
    onsetDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
  });
  const immunizations = await lookup.immunizations(elders);
  expect(server.requests()).toBe(2);
  if (!immunizations.ok) throw new Error(immunizations.code);
  expect([...immunizations.value.values()].flat().length).toBeGreaterThan(10);
});

test('the same resident has the same conditions whoever is asked for along with him', async () => {
  const together = await lookup.conditions(elders);
  const alone = await lookup.conditions([elders[5] ?? '']);
  if (!together.ok || !alone.ok) throw new Error('no answer');
  expect(alone.value.get(elders[5] ?? '')).toEqual(together.value.get(elders[5] ?? ''));
});

test('a number written with a blank and a small x finds its holder, and one that is no number finds nobody', async () => {
  const elder = elders.find((_, i) => i === 3) ?? '';
  const odd = ` ${elder.slice(0, 17)}x`;
  const result = await lookup.conditions([elder, odd, '不详', '']);
  if (!result.ok) throw new Error(result.code);
  expect(result.value.get(odd)).toEqual(result.value.get(elder));
  expect(result.value.get('不详')).toEqual([]);
  expect(server.requests()).toBe(1);
});

test('long answers come in pages and are joined', async () => {
  await server.close();
  server = await startHealthFhirServer({ token, today });
  const whole = await connect().conditions(elders);
  const request = new URLSearchParams({
    'patient.identifier': elders.map((one) => `urn:oid:2.16.156.10011.1.3|${one}`).join(','),
    _count: '10',
  });
  const headers = { authorization: `Bearer ${token}` };
  let found = 0;
  let next: string | undefined = `${server.baseUrl}/Condition?${request}`;
  for (let pages = 0; next !== undefined && pages < 50; pages++) {
    const page = (await (await fetch(next, { headers })).json()) as {
      entry: unknown[];
      link: { relation: string; url: string }[];
    };
    expect(page.entry.length).toBeLessThanOrEqual(10);
    found += page.entry.length;
    next = page.link.find(({ relation }) => relation === 'next')?.url;
    expect(next ?? '').not.toContain(elders[0]);
  }
  expect(found).toBe(whole.ok ? [...whole.value.values()].flat().length : -1);
});

test('a wrong token is a refusal', async () => {
  const result = await connect({ token: 'wrong' }).conditions(elders);
  expect(result).toEqual({ ok: false, code: 'SOURCE_REJECTED', source: 'health', retryable: false });
});

describe('every fault costs an answer within the deadline, and nothing leaks', () => {
  const faults: readonly (readonly [HttpFault, string])[] = [
    [{ kind: 'down' }, 'SOURCE_UNAVAILABLE'],
    [{ kind: 'error', status: 500 }, 'SOURCE_UNAVAILABLE'],
    [{ kind: 'error', status: 503 }, 'SOURCE_UNAVAILABLE'],
    [{ kind: 'error', status: 429 }, 'SOURCE_UNAVAILABLE'],
    [{ kind: 'error', status: 403 }, 'SOURCE_REJECTED'],
    [{ kind: 'error', status: 404 }, 'SOURCE_REJECTED'],
    [{ kind: 'slow', delayMs: 5000 }, 'SOURCE_TIMEOUT'],
    [{ kind: 'hang' }, 'SOURCE_TIMEOUT'],
    [{ kind: 'hang-midway' }, 'SOURCE_TIMEOUT'],
    [{ kind: 'truncated' }, 'SOURCE_UNAVAILABLE'],
    [{ kind: 'wrong-type' }, 'SOURCE_INVALID'],
    [{ kind: 'wrong-shape' }, 'SOURCE_INVALID'],
    [{ kind: 'oversized' }, 'SOURCE_INVALID'],
    [{ kind: 'redirect' }, 'SOURCE_UNAVAILABLE'],
  ];

  test.each(faults)('%j', async (fault, code) => {
    server.misbehave(fault);
    const started = performance.now();
    const result = await lookup.conditions(elders);
    expect(performance.now() - started).toBeLessThan(500);
    const retryable = code === 'SOURCE_TIMEOUT' || code === 'SOURCE_UNAVAILABLE';
    expect(result).toEqual({ ok: false, code, source: 'health', retryable });
    server.misbehave(null);
    expect(await lookup.conditions(elders)).toMatchObject({ ok: true });
  });

  test('a slow answer within the deadline is an answer', async () => {
    server.misbehave({ kind: 'slow', delayMs: 150 });
    expect(await lookup.immunizations(elders)).toMatchObject({ ok: true });
  });

  test('no server at all', async () => {
    await server.close();
    expect(await lookup.conditions(elders)).toMatchObject({ ok: false, code: 'SOURCE_UNAVAILABLE' });
    server = await startHealthFhirServer({ token, today });
  });
});

test('a failing server is left alone after some failures, and asked again after the pause', async () => {
  const guarded = connect({ policy: { failuresToOpen: 3, openForMs: 200 } });
  server.misbehave({ kind: 'error', status: 500 });
  for (let i = 0; i < 10; i++) expect(await guarded.conditions(elders)).toMatchObject({ ok: false });
  expect(server.requests()).toBe(3);
  server.misbehave(null);
  expect(await guarded.conditions(elders)).toMatchObject({ ok: false, code: 'SOURCE_UNAVAILABLE' });
  await new Promise((resolve) => setTimeout(resolve, 220));
  expect(await guarded.conditions(elders)).toMatchObject({ ok: true });
});

test('a passing failure is bridged by one retry', async () => {
  const retrying = connect({ policy: { retryShare: 1, retryDelayMs: 60 } });
  server.misbehave({ kind: 'error', status: 503 });
  setTimeout(() => server.misbehave(null), 30);
  expect(await retrying.conditions(elders)).toMatchObject({ ok: true });
  expect(server.requests()).toBe(2);
});

test('more numbers than a batch holds go out in as many requests as needed', async () => {
  const batched = connect({ policy: { maxBatch: 15 } });
  expect(await batched.conditions(elders)).toMatchObject({ ok: true });
  expect(server.requests()).toBe(3);
});
