import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OversizeBlock } from '../../../jobs/resolution/blocking/build-layers.ts';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import type { RecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import type { ResolutionModel, ScoredPair } from '../../../schema/model/resolution.ts';
import { blockingKeys, capOf } from '../../../schema/rules/resolution/blocking-keys.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { compareIds } from '../../../schema/rules/resolution/record-order.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { residentsLikeEachOther } from './arbitrary-residents.ts';

const shipped = shippedModel('resident');
/** Blocks of three are already too large, so that refinements and their caps come into play. */
const narrow: ResolutionModel = {
  ...shipped,
  settings: {
    ...shipped.settings,
    blocking: shipped.settings.blocking.map((rule) => ({ ...rule, cap: 3, refinedCap: 4 })),
  },
};
/** Weights of their own for two pairs of datasets, and a name that is common among those born in the seventies alone. */
const particular: ResolutionModel = {
  ...shipped,
  datasetPairs: [
    { datasets: ['test.even', 'test.odd'], prior: 0.01, m: { name: { equal: 0.5, 'same-sound': 0.3 } } },
    { datasets: ['test.odd', 'test.odd'], prior: 1e-7, m: { address: { dwelling: 0.2 }, phone: { equal: 0.1 } } },
  ],
  termFrequencies: {
    ...shipped.termFrequencies,
    'name.folded': {
      total: 1000,
      average: 0.002,
      rest: 0.001,
      values: { 王丽华: 0.004, 李强: 0.02 },
      within: { '1970': { 王丽华: 0.03, 王小明: 0.01 } },
    },
    phone: { total: 1000, average: 0.001, rest: 0.0005, values: { '13900000001': 0.2 } },
  },
};

describe('finding scored pairs in bulk', () => {
  test.each([
    ['with the shipped caps', shipped],
    ['with caps so low that blocks are refined', narrow],
    ['with weights by datasets and frequencies within a decade', particular],
  ])('gives exactly what comparing the candidates one by one gives, %s', (_, model) => {
    fc.assert(
      fc.property(residentsLikeEachOther, (records) => {
        const found = findScoredPairs(records, { model, dirty: 'all', oversizeKeys: 'from-records' });
        expect(sortPairs(found)).toEqual(sortPairs(pairByPair(records, model)));
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('a run over some dirty records finds what a full run finds for them', () => {
    fc.assert(
      fc.property(residentsLikeEachOther, fc.infiniteStream(fc.boolean()), (records, choose) => {
        const dirty = new Set<RecordId>(records.filter(() => choose.next().value).map(({ id }) => id));
        const oversizeKeys = findOversizeKeys(records, narrow);
        const full = findScoredPairs(records, { model: narrow, dirty: 'all', oversizeKeys: 'from-records' });
        const some = findScoredPairs(records, { model: narrow, dirty, oversizeKeys });
        expect(sortPairs(some)).toEqual(sortPairs(full.filter(({ a, b }) => dirty.has(a) || dirty.has(b))));
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  test('the order of the records does not matter', () => {
    fc.assert(
      fc.property(residentsLikeEachOther, (records) => {
        const options = { model: narrow, dirty: 'all', oversizeKeys: 'from-records' } as const;
        expect(sortPairs(findScoredPairs([...records].reverse(), options))).toEqual(
          sortPairs(findScoredPairs(records, options)),
        );
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  test('a block that makes no pairs is reported with its rule and size', () => {
    const [sample] = fc.sample(residentsLikeEachOther, { numRuns: 1, seed: 4 });
    const first = sample?.[0];
    if (!first) throw new Error('the arbitrary gave no record');
    const twelve = Array.from({ length: 12 }, (_, i) => ({ ...first, id: `${i + 1}` as RecordId, key: `K${i}` }));
    const reported: OversizeBlock[] = [];
    findScoredPairs(twelve, {
      model: narrow,
      dirty: 'all',
      oversizeKeys: 'from-records',
      onOversize: (block) => reported.push(block),
    });
    expect(reported).toContainEqual(expect.objectContaining({ rule: 'name', records: 12, refined: false }));
    expect(reported).toContainEqual(expect.objectContaining({ rule: 'name', records: 12, refined: true }));
  });
});

/** The definition, word for word: a usable shared key makes a candidate, comparePair decides it. */
function pairByPair(records: readonly RecordValues[], model: ResolutionModel): readonly ScoredPair[] {
  const oversize = findOversizeKeys(records, model);
  const prepared = records.map((record) => prepareRecord(record, model.settings));
  const usable = prepared.map(
    (record) =>
      new Set(
        blockingKeys(record, model.settings)
          .filter(({ key, refines }) => !oversize.has(key) && (refines === null || oversize.has(refines)))
          .map(({ key }) => key),
      ),
  );
  return prepared.flatMap((x, i) =>
    prepared.slice(i + 1).flatMap((y, offset): ScoredPair[] => {
      const others = usable[i + 1 + offset];
      if (![...(usable[i] ?? [])].some((key) => others?.has(key))) return [];
      const { weight, outcome, levels } = comparePair(x, y, model);
      const [a, b] = compareIds(x.id, y.id) < 0 ? [x.id, y.id] : [y.id, x.id];
      return outcome === 'distinct' ? [] : [{ a, b, weight, outcome, levels }];
    }),
  );
}

function findOversizeKeys(records: readonly RecordValues[], model: ResolutionModel): ReadonlySet<bigint> {
  const sizes = new Map<bigint, { size: number; cap: number }>();
  for (const record of records) {
    for (const key of blockingKeys(prepareRecord(record, model.settings), model.settings)) {
      const size = (sizes.get(key.key)?.size ?? 0) + 1;
      sizes.set(key.key, { size, cap: capOf(key, model.settings) });
    }
  }
  return new Set([...sizes].filter(([, { size, cap }]) => size > cap).map(([key]) => key));
}

const sortPairs = (pairs: readonly ScoredPair[]): readonly ScoredPair[] =>
  [...pairs].sort((x, y) => compareIds(x.a, y.a) || compareIds(x.b, y.b));
