import { describe, expect, test } from '@jest/globals';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { ClericalSample, StratumDraw } from '../../../schema/model/reconciliation.ts';
import { clericalPrecision } from '../../../schema/rules/reconciliation/clerical-precision.ts';
import { rankPair, stratumOf } from '../../../schema/rules/reconciliation/clerical-strata.ts';
import { modelPrecision } from '../../../schema/rules/reconciliation/posterior.ts';
import { createSampler } from '../../../schema/rules/reconciliation/sampler.ts';
import { weighIntervals, wilsonInterval } from '../../../schema/rules/reconciliation/wilson-interval.ts';

describe("Wilson's interval", () => {
  // Published: Newcombe 1998, Statistics in Medicine 17, 857–872, table I, method 3.
  test.each([
    [81, 263, 0.308, 0.2553, 0.3662],
    [15, 148, 0.1014, 0.0624, 0.1605],
    [0, 20, 0, 0, 0.1611],
    [1, 29, 0.0345, 0.0061, 0.1718],
  ])('of %d in %d is the published one', (hits, trials, value, low, high) => {
    const estimate = wilsonInterval(hits, trials);
    expect(estimate.value).toBeCloseTo(value, 4);
    expect(estimate.low).toBeCloseTo(low, 4);
    expect(estimate.high).toBeCloseTo(high, 4);
  });

  test('of one stratum is that of the whole, and all right is not certain', () => {
    const estimate = wilsonInterval(18, 20);
    const weighed = weighIntervals([{ weight: 1, estimate }]);
    expect(weighed.value).toBeCloseTo(estimate.value);
    expect(weighed.low).toBeCloseTo(estimate.low);
    expect(weighed.high).toBeCloseTo(estimate.high);
    expect(weighIntervals([{ weight: 1, estimate: wilsonInterval(20, 20) }]).low).toBeLessThan(0.9);
  });
});

describe('precision by a clerical sample', () => {
  const draw = (population: number): StratumDraw => ({ population, drawn: [] });
  const judged = (stratum: number, verdict: ClericalSample['verdict'], times: number) =>
    Array.from({ length: times }, () => ({ stratum, verdict }));

  test('weighs each stratum by its links and not by its verdicts', () => {
    const { precision, covered, strata } = clericalPrecision(
      [draw(100), draw(900)],
      [...judged(0, 'wrong', 10), ...judged(0, 'right', 10), ...judged(1, 'right', 20)],
    );
    expect(precision?.value).toBeCloseTo(0.95);
    expect(precision?.low).toBeGreaterThan(0.75);
    expect(precision?.high).toBeLessThan(1);
    expect(covered).toBe(1);
    expect(strata[0]).toMatchObject({ right: 10, wrong: 10, cannotTell: 0 });
  });

  test('says nothing before the first verdict, nor of strata where nobody could tell', () => {
    expect(clericalPrecision([draw(10)], [...judged(0, null, 5)])).toMatchObject({ precision: null, covered: 0 });
    const partly = clericalPrecision([draw(30), draw(70)], [...judged(0, 'cannot-tell', 5), ...judged(1, 'right', 5)]);
    expect(partly).toMatchObject({ covered: 0.7, precision: { value: 1 } });
  });

  test('an empty run has nothing to cover', () => {
    expect(clericalPrecision([draw(0)], [])).toMatchObject({ precision: null, covered: 0 });
  });
});

test('the model’s own precision is the mean of its probabilities, within the width of the bins', () => {
  expect(modelPrecision({})).toBeNull();
  const estimate = modelPrecision({ '0': 1 });
  expect(estimate?.low).toBeCloseTo(1 / 2);
  expect(estimate?.high).toBeCloseTo(2 / 3);
  expect(modelPrecision({ '10': 99, '0': 1 })?.value).toBeGreaterThan(0.98);
});

describe('the clerical sample', () => {
  test.each([
    [-3, 0],
    [0, 0],
    [1.99, 0],
    [2, 1],
    [7.5, 2],
    [8, 3],
    [40, 4],
  ])('puts a pair %d bits above the cut into stratum %d', (above, stratum) => {
    expect(stratumOf(6 + above, 6)).toBe(stratum);
  });

  test('is drawn evenly: the share of each part of the run is its share of the pairs', () => {
    const sampler = createSampler(0, 5);
    for (let pair = 0; pair < 40_000; pair++) sampler.take(asRecordId(`${pair + 1}`), asRecordId('900000'), 3);
    const ranks = sampler.draws()[1]?.drawn ?? [];
    expect(ranks).toHaveLength(20);
    // The twentieth lowest of 40,000 uniform ranks lies near 20/40,000 of the range: between 10 and 40 of it.
    const highest = (ranks.at(-1)?.rank ?? 0) / 2 ** 53;
    expect(highest).toBeGreaterThan(10 / 40_000);
    expect(highest).toBeLessThan(40 / 40_000);
  });

  test('another seed draws other pairs, the same seed the same', () => {
    const rank = (seed: number) => rankPair(seed, asRecordId('12'), asRecordId('9007199254740991'));
    expect(rank(1)).toBe(rank(1));
    expect(rank(1)).not.toBe(rank(2));
    expect(Number.isSafeInteger(rank(1))).toBe(true);
  });
});
