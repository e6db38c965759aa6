import { describe, expect, test } from '@jest/globals';
import { chooseCuts } from '../../../jobs/resolution/training/choose-cuts.ts';

const cuts = { linkPrecision: 0.99, leastProbability: 0.5, reviewProbability: 0.2 };

describe('choosing the cuts from the weights that the model gives', () => {
  test('links reach down to the weight where all of them together still meet the target', () => {
    const weights = [
      { weight: 12, pairs: 1000 },
      { weight: 2, pairs: 40 },
      { weight: 1, pairs: 100 },
    ];
    const chosen = chooseCuts(weights, 1100, cuts);
    expect(chosen).toMatchObject({ link: 2, links: 1040, reviews: 100 });
    expect(chosen.precision).toBeGreaterThanOrEqual(0.99);
  });

  test('no link is less likely than not, however much the target leaves room for', () => {
    const weights = [
      { weight: 20, pairs: 1_000_000 },
      { weight: -1, pairs: 10 },
    ];
    expect(chooseCuts(weights, 1_000_005, cuts)).toMatchObject({ link: 0, links: 1_000_000, reviews: 10 });
  });

  test('the order of the weights does not matter', () => {
    const weights = [3, 9, -2, 0.5, 14].map((weight, i) => ({ weight, pairs: 10 * (i + 1) }));
    expect(chooseCuts([...weights].reverse(), 100, cuts)).toEqual(chooseCuts(weights, 100, cuts));
  });

  test('expected recall is the share of all expected matches that are linked', () => {
    const { recall } = chooseCuts([{ weight: 20, pairs: 90 }], 100, cuts);
    expect(recall).toBeCloseTo(0.9, 4);
  });

  test('where no pair weighs anything the cut is as low as the settings allow', () => {
    expect(chooseCuts([], 0, cuts)).toMatchObject({ link: 0, links: 0, precision: 1, recall: 1 });
  });
});
