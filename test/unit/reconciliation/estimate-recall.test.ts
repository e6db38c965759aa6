import { describe, expect, test } from '@jest/globals';
import { findScoredPairs } from '../../../jobs/resolution/find-scored-pairs.ts';
import { createRandom } from '../../../jobs/resolution/training/random.ts';
import type { RecordId } from '../../../schema/model/identity.ts';
import type { PreparedRecord } from '../../../schema/model/resolution.ts';
import { estimateMissed } from '../../../schema/rules/reconciliation/capture-recapture.ts';
import { countBits, estimateRecall, groupRules } from '../../../schema/rules/reconciliation/estimate-recall.ts';
import { emptyObservations } from '../../../schema/rules/reconciliation/pair-observations.ts';
import { comparePair } from '../../../schema/rules/resolution/compare-pair.ts';
import { compileModel } from '../../../schema/rules/resolution/compile-model.ts';
import { prepareRecord } from '../../../schema/rules/resolution/prepare-record.ts';
import { shippedSettings } from '../../../schema/rules/resolution/settings/shipped-settings.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';
import { districtRecords, recordName } from '../../bench/matching/district-records.ts';
import { observeScoredPairs } from '../../support/observe-scored-pairs.ts';

describe('how many no occasion found', () => {
  test('with two occasions is the estimate of Lincoln and Petersen', () => {
    const estimate = estimateMissed(
      new Map([
        [1, 60],
        [2, 30],
        [3, 90],
      ]),
      2,
    );
    // Missed = found by the first alone × by the second alone / by both.
    expect(estimate?.value).toBeCloseTo((60 * 30) / 90, 3);
  });

  test('is nothing where everything was found by more than one way', () => {
    const estimate = estimateMissed(
      new Map([
        [3, 50],
        [5, 60],
        [6, 70],
        [7, 80],
      ]),
      3,
    );
    expect(estimate?.value).toBeCloseTo(0, 2);
    expect(estimate?.high).toBeLessThan(3);
  });

  test('is told of a thin table without guessing at dependences, and of a large one at once', () => {
    const thin = estimateMissed(
      new Map([
        [3, 1],
        [31, 2],
        [7, 1],
        [16, 1],
      ]),
      5,
    );
    expect(thin).toMatchObject({ dependent: [] });
    expect(thin?.high).toBeLessThan(1000);
    const startedAt = performance.now();
    const histories = new Map(Array.from({ length: 63 }, (_, i) => [i + 1, ((i * 37) % 400) + 1] as const));
    const large = estimateMissed(histories, 6);
    expect(large?.low).toBeLessThanOrEqual(large?.value ?? 0);
    expect(large?.high).toBeGreaterThanOrEqual(large?.value ?? 0);
    // 0.1 s when nothing else runs; the first way of fitting took minutes.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test.each([
    ['none', new Map<number, number>()],
    ['one', new Map([[1, 20]])],
  ])('cannot be told where %s of the occasions found anything', (_, histories) => {
    expect(estimateMissed(histories, 3)).toBeNull();
  });

  test.each([
    ['independent', [0.8, 0.6, 0.5], 0],
    ['independent and many', [0.7, 0.6, 0.5, 0.4], 0],
    ['such that the second often copies the first', [0.7, 0.6, 0.5, 0.4], 0.5],
  ])('is covered by the interval nine times of ten where the occasions are %s', (_, catches, copies) => {
    const random = createRandom(11);
    let [covered, spurious] = [0, 0];
    for (let run = 0; run < 40; run++) {
      const { histories, missed } = catchPairs(2000, catches, copies, random);
      const estimate = estimateMissed(histories, catches.length);
      if (estimate && estimate.low - 0.5 <= missed && missed <= estimate.high + 0.5) covered += 1;
      if (copies > 0) expect(estimate?.dependent).toContain(0b11);
      else spurious += estimate?.dependent.length ?? 0;
    }
    expect(covered).toBeGreaterThanOrEqual(36);
    expect(spurious).toBeLessThanOrEqual(4);
  });
});

test('rules over the same kind of part are one occasion', () => {
  const names = (entityType: 'resident' | 'legal-entity') => {
    const { blocking } = shippedSettings(entityType);
    return groupRules(blocking).map((places) => places.map((place) => blocking[place]?.name));
  };
  expect(names('resident')).toEqual([
    ['document'],
    ['phone'],
    ['name', 'birth-surname', 'birth-grid', 'sound-year'],
    ['dwelling-estate', 'dwelling-road'],
  ]);
  expect(names('legal-entity')).toEqual([
    ['organisation-code'],
    ['name', 'brand'],
    ['dwelling-estate', 'dwelling-road'],
    ['phone'],
    ['representative'],
  ]);
});

test('a rule that joins two groups makes them one, and more than six occasions are six', () => {
  const rule = (name: string, ...parts: string[]) => ({
    name,
    label: { zh: name, en: name },
    parts,
    cap: 9,
    refine: [],
    refinedCap: 9,
  });
  expect(groupRules([rule('a', 'x.1'), rule('b', 'y'), rule('c', 'z'), rule('d', 'y', 'x.2')])).toEqual([
    [0, 1, 3],
    [2],
  ]);
  const many = groupRules(Array.from({ length: 14 }, (_, i) => rule(`r${i}`, `part${i}`)));
  expect(many).toHaveLength(6);
  expect(many.flat()).toHaveLength(14);
});

test('nothing linked gives nothing to estimate from', () => {
  expect(estimateRecall(emptyObservations(), shippedSettings('resident').blocking)).toBeNull();
});

describe('against the truth of a generated district', () => {
  const { records, truth } = districtRecords({ residents: 2500, seed: 7, today: '2026-11-01' });
  const residents = records.filter(({ entityType }) => entityType === 'resident');

  test.each([
    ['all its rules', [] as readonly string[]],
    ['the rules by document, telephone and dwelling alone', ['name', 'birth-surname', 'sound-year', 'birth-grid']],
    ['no rule by document', ['document']],
  ])('the search with %s finds what the estimate says, to within a point', (_, dropped) => {
    const shipped = shippedModel('resident');
    const blocking = shipped.settings.blocking.filter(({ name }) => !dropped.includes(name));
    const model = { ...shipped, settings: { ...shipped.settings, blocking } };
    const prepared = residents.map((record) => prepareRecord(record, model.settings));
    const pairs = findScoredPairs(residents, { model, dirty: 'all', oversizeKeys: 'from-records' });
    const observations = observeScoredPairs({ records: prepared, pairs, compiled: compileModel(model), seed: 1 });
    const recall = estimateRecall(observations, blocking);
    const linked = new Set(pairs.flatMap(({ a, b, outcome }) => (outcome === 'link' ? [nameOf(a, b)] : [])));
    const linkable = linkablePairs(prepared).filter(([a, b]) => comparePair(a, b, model).outcome === 'link');
    const found = linkable.filter(([a, b]) => linked.has(nameOf(a.id, b.id)) || linked.has(nameOf(b.id, a.id)));
    expect(Math.abs((recall?.search.value ?? 0) - found.length / linkable.length)).toBeLessThan(0.01);
    expect(recall?.foundBy.reduce((a, b) => a + b, 0)).toBe(linked.size);
    expect(recall?.decision).toBeGreaterThan(0.98);
  });

  const linkablePairs = (prepared: readonly PreparedRecord[]) => {
    const byEntity = new Map<string, PreparedRecord[]>();
    for (const record of prepared) {
      const entity = truth.get(recordName(record));
      if (entity !== undefined) byEntity.set(entity, [...(byEntity.get(entity) ?? []), record]);
    }
    return [...byEntity.values()].flatMap((own) => own.flatMap((a, i) => own.slice(i + 1).map((b) => [a, b] as const)));
  };
});

const nameOf = (a: RecordId, b: RecordId): string => `${a}-${b}`;

/** Pairs of which each occasion catches its share; `copies`: how often the second only does what the first did. */
function catchPairs(
  pairs: number,
  catches: readonly number[],
  copies: number,
  random: () => number,
): { readonly histories: ReadonlyMap<number, number>; readonly missed: number } {
  const histories = new Map<number, number>();
  for (let pair = 0; pair < pairs; pair++) {
    let mask = 0;
    catches.forEach((share, occasion) => {
      const caught = occasion === 1 && random() < copies ? (mask & 1) === 1 : random() < share;
      if (caught) mask |= 1 << occasion;
    });
    histories.set(mask, (histories.get(mask) ?? 0) + 1);
  }
  const missed = histories.get(0) ?? 0;
  histories.delete(0);
  return { histories, missed };
}

test('bits are counted', () => {
  expect([0, 1, 6, 255].map(countBits)).toEqual([0, 1, 2, 8]);
});
