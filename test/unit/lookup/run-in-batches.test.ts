import { expect, test } from '@jest/globals';
import { lookupFailure } from '../../../connectors/lookup/lookup-result.ts';
import { runInBatches } from '../../../connectors/lookup/run-in-batches.ts';
import type { LookupResult } from '../../../schema/model/lookup.ts';

const now = (): string => '2026-11-01T00:00:00.000Z';
const numbers = Array.from({ length: 7 }, (_, i) => i);

test('nothing to ask means no request', async () => {
  const result = await runInBatches([], 3, async () => lookupFailure('health', 'SOURCE_TIMEOUT'), now);
  expect(result).toEqual({ ok: true, value: [], fetchedAt: now() });
});

test('many questions go out in batches, and the answers keep their order and the age of the oldest', async () => {
  const sizes: number[] = [];
  const ask = async (batch: readonly number[]): Promise<LookupResult<readonly number[]>> => {
    sizes.push(batch.length);
    return { ok: true, value: batch.map((n) => n * 2), fetchedAt: `2026-10-3${batch.length % 2}T00:00:00.000Z` };
  };
  const result = await runInBatches(numbers, 4, ask, now);
  expect(sizes).toEqual([4, 3]);
  expect(result).toEqual({ ok: true, value: [0, 2, 4, 6, 8, 10, 12], fetchedAt: '2026-10-30T00:00:00.000Z' });
});

test('one batch without an answer leaves the whole without one', async () => {
  const ask = async (batch: readonly number[]): Promise<LookupResult<readonly number[]>> =>
    batch.includes(6) ? lookupFailure('health', 'SOURCE_INVALID') : { ok: true, value: batch, fetchedAt: now() };
  expect(await runInBatches(numbers, 4, ask, now)).toEqual(lookupFailure('health', 'SOURCE_INVALID'));
});
