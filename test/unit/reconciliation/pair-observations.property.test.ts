import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { asRecordId, type RecordId } from '../../../schema/model/identity.ts';
import type { PairObservations } from '../../../schema/model/reconciliation.ts';
import type { PairOutcome } from '../../../schema/model/resolution.ts';
import { drawnPerStratum } from '../../../schema/rules/reconciliation/clerical-strata.ts';
import { emptyObservations, mergeObservations } from '../../../schema/rules/reconciliation/pair-observations.ts';
import { createPairObserver } from '../../../schema/rules/reconciliation/pair-observer.ts';
import { compileModel } from '../../../schema/rules/resolution/compile-model.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { observeScoredPairs } from '../../support/observe-scored-pairs.ts';
import { residentsLikeEachOther } from '../resolution/arbitrary-residents.ts';

const compiled = compileModel(shippedModel('resident'));
const datasets = ['a.one', 'a.two', 'b.one'];

interface Seen {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly datasetA: number;
  readonly datasetB: number;
  readonly weight: number;
  readonly outcome: PairOutcome;
  readonly mask: number;
  readonly levels: readonly number[];
}

const seenPair: fc.Arbitrary<Seen> = fc.record({
  a: fc.integer({ min: 1, max: 1e9 }).map((id) => asRecordId(String(id))),
  b: fc.integer({ min: 2e9, max: 9e15 }).map((id) => asRecordId(String(id))),
  datasetA: fc.nat(2),
  datasetB: fc.nat(2),
  // JSON knows no -0, which no sum of evidence gives either.
  weight: fc.double({ min: -300, max: 300, noNaN: true }).map((bits) => bits + 0),
  outcome: fc.constantFrom('link', 'review', 'distinct'),
  mask: fc.integer({ min: 1, max: 255 }),
  levels: fc.tuple(...compiled.comparisons.map(({ levelKeys }) => fc.nat(levelKeys.length - 1))),
});
const manyPairs = fc.array(seenPair, { maxLength: 200, size: 'max' });

function observe(pairs: readonly Seen[], named: readonly string[] = datasets): PairObservations {
  const observer = createPairObserver(compiled, named, { seed: 7 });
  const placeOf = (place: number) => named.indexOf(datasets[place] ?? '');
  for (const { a, b, datasetA, datasetB, weight, outcome, mask, levels } of pairs) {
    observer.seePair(placeOf(datasetA), placeOf(datasetB), outcome, weight, levels);
    if (outcome === 'link') observer.seeLink(a, b, weight, mask);
  }
  return observer.observations();
}

test('parts of a run give the same bytes as the whole, however it is cut and in whatever order they are merged', () => {
  fc.assert(
    fc.property(manyPairs, manyPairs, manyPairs, (x, y, z) => {
      const whole = observe([...x, ...y, ...z]);
      const [a, b, c] = [observe(x), observe([...y].reverse(), [...datasets].reverse()), observe(z)];
      const orders = [
        mergeObservations(mergeObservations(a, b), c),
        mergeObservations(a, mergeObservations(b, c)),
        mergeObservations(mergeObservations(c, b), a),
      ];
      for (const merged of orders) expect(JSON.stringify(merged)).toBe(JSON.stringify(whole));
    }),
    { numRuns: 100, seed: 1 },
  );
});

test('merging with nothing changes nothing, and observations survive JSON', () => {
  fc.assert(
    fc.property(manyPairs, (pairs) => {
      const seen = observe(pairs);
      expect(mergeObservations(emptyObservations(), seen)).toEqual(seen);
      expect(mergeObservations(seen, emptyObservations())).toEqual(seen);
      expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
    }),
    { numRuns: 50, seed: 2 },
  );
});

test('every pair is counted once by weight, and every linked one once by its rules and in its stratum', () => {
  fc.assert(
    fc.property(manyPairs, (pairs) => {
      const { weights, linkedByRules, sample } = observe(pairs);
      const total = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
      for (const outcome of ['link', 'review', 'distinct'] as const) {
        expect(total(weights[outcome])).toBe(pairs.filter((pair) => pair.outcome === outcome).length);
      }
      expect(total(linkedByRules)).toBe(total(weights.link));
      expect(sample.reduce((sum, { population }) => sum + population, 0)).toBe(total(weights.link));
      for (const { population, drawn } of sample) expect(drawn).toHaveLength(Math.min(population, drawnPerStratum));
    }),
    { numRuns: 50, seed: 3 },
  );
});

test('the rules that found a pair are those whose usable blocks hold both records', () => {
  fc.assert(
    fc.property(residentsLikeEachOther, (records) => {
      const model = shippedModel('resident');
      const pairs = findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' });
      const prepared = records.map((record) => prepareRecord(record));
      const { linkedByRules, candidates, levels } = observeScoredPairs({ records: prepared, pairs, compiled, seed: 1 });
      const expected = new Map<string, number>();
      for (const { a, b } of pairs.filter(({ outcome }) => outcome === 'link')) {
        const [x, y] = [a, b].map((id) => prepared.find((record) => record.id === id)?.parts ?? {});
        // 24 records at most: no block is over its cap.
        const mask = model.settings.blocking.reduce(
          (sum, { parts }, rule) =>
            parts.every((part) => x?.[part] !== undefined && x[part] === y?.[part]) ? sum + 2 ** rule : sum,
          0,
        );
        expected.set(String(mask), (expected.get(String(mask)) ?? 0) + 1);
      }
      expect(linkedByRules).toEqual(Object.fromEntries(expected));
      const names = Object.values(levels).flatMap((comparisons) => Object.values(comparisons.name?.scored ?? {}));
      expect(names.reduce((a, b) => a + b, 0)).toBe(pairs.length);
      const found = Object.values(candidates).reduce((a, b) => a + b, 0);
      expect(found).toBeGreaterThanOrEqual(pairs.length);
    }),
    { numRuns: 100, seed: 4 },
  );
});

test('a block over its cap is counted as capped, and makes no candidates', () => {
  const [records] = fc.sample(residentsLikeEachOther, { numRuns: 1, seed: 4 });
  const first = records?.[0];
  if (!first) throw new Error('the arbitrary gave no record');
  const twelve = Array.from({ length: 12 }, (_, i) =>
    prepareRecord({ ...first, id: asRecordId(`${i + 1}`), key: `K${i}` }),
  );
  const shipped = shippedModel('resident');
  const blocking = shipped.settings.blocking.map((rule) => ({ ...rule, cap: 3, refinedCap: 4 }));
  const narrow = compileModel({ ...shipped, settings: { ...shipped.settings, blocking } });
  const seen = observeScoredPairs({ records: twelve, pairs: [], compiled: narrow, seed: 1 });
  expect(seen.cappedBlocks.name).toBeGreaterThan(1);
  expect(seen.candidates).toEqual({});
  const wide = observeScoredPairs({ records: twelve, pairs: [], compiled, seed: 1 });
  expect(wide.cappedBlocks).toEqual({});
  expect(wide.candidates.name).toBe(66);
});
