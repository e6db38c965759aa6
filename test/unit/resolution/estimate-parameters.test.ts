import { describe, expect, test } from '@jest/globals';
import type { PatternCount } from '../../../jobs/resolution/training/count-patterns.ts';
import { estimateParameters } from '../../../jobs/resolution/training/estimate-parameters.ts';
import type { ComparisonSettings, ResolutionModel, ResolutionSettings } from '../../../schema/model/resolution.ts';
import { compileModel, oddsBits } from '../../../schema/rules/resolution/compile-model.ts';
import { shippedSettings } from '../../../schema/rules/resolution/settings/shipped-settings.ts';
import { startingModel } from '../../../schema/rules/resolution/starting-model.ts';

const label = { zh: '比较', en: 'comparison' };
const agreement = (name: string): ComparisonSettings => ({
  name,
  label,
  levels: [
    { key: 'equal', label, when: { test: 'equal', part: name }, m: 0.8 },
    { key: 'different', label, when: { test: 'otherwise' }, m: 0.2 },
  ],
});
const sources: ComparisonSettings = {
  name: 'sources',
  label,
  levels: [{ key: 'pair', label, when: { test: 'otherwise' }, m: 1 }],
};
const settings: ResolutionSettings = {
  ...shippedSettings('resident'),
  comparisons: [sources, ...['number', 'name', 'birth'].map(agreement)],
  guards: [],
  caps: [],
};
const compiled = compileModel(startingModel(settings, 'start'));
const shares = [[1], [0.0000105, 0.9999895], [0.001, 0.999], [0.0001, 0.9999]];
const recordsOf = new Map([
  ['a', 5000],
  ['b', 5000],
]);

/** Matches agree in number and birth date with the given probabilities, always in the name; strangers in one thing. */
function patternsOf(datasetPair: readonly [string, string], matches: number, m: number): readonly PatternCount[] {
  const pattern = (number: number, name: number, birth: number, pairs: number): PatternCount => ({
    levels: Uint8Array.of(0, number, name, birth),
    pairs: Math.round(pairs),
    datasetPair,
  });
  return [
    pattern(0, 0, 0, matches * m * 0.95),
    pattern(1, 0, 0, matches * (1 - m) * 0.95),
    pattern(0, 0, 1, matches * m * 0.05),
    pattern(1, 0, 1, 12_000),
    pattern(1, 1, 0, 2000),
  ];
}

const patterns = [...patternsOf(['a', 'b'], 1000, 0.5), ...patternsOf(['a', 'a'], 20, 0.9)];
const estimate = estimateParameters(patterns, shares, compiled, { recordsOf, samples: 500_000 });
const pairOf = (a: string, b: string) =>
  estimate.datasetPairs.find(({ datasets }) => datasets[0] === a && datasets[1] === b);

describe('estimating the model from counts of patterns', () => {
  test('finds how many pairs are one subject', () => {
    expect(estimate.matches).toBeGreaterThan(960);
    expect(estimate.matches).toBeLessThan(1060);
  });

  test('each pair of datasets has its own rates, drawn towards the general ones where it has little to show', () => {
    expect(pairOf('a', 'b')?.m[1]?.[0]).toBeCloseTo(0.51, 1);
    const few = pairOf('a', 'a')?.m[1]?.[0] ?? 0;
    expect(few).toBeGreaterThan(estimate.m[1]?.[0] ?? 1);
    expect(few).toBeLessThan(0.7);
    expect(pairOf('a', 'a')?.prior).toBeLessThan((pairOf('a', 'b')?.prior ?? 0) / 4);
  });

  test('agreement of one subject is not counted as chance: equal numbers are nearly all matches', () => {
    expect(estimate.u[1]?.[0]).toBeLessThan(0.0000105 / 4);
    expect(estimate.u[2]?.[0]).toBeCloseTo(0.00098, 4);
  });
});

test('a pair of datasets that the model does not know is weighed by the general table', () => {
  const model: ResolutionModel = {
    ...startingModel(settings, 'start'),
    datasetPairs: [{ datasets: ['a', 'b'], prior: 0.001, m: { number: { equal: 0.4, different: 0.6 } } }],
  };
  const { weightTables, weightTableOf } = compileModel(model);
  expect(weightTableOf('b', 'a')).toBe(weightTableOf('a', 'b'));
  expect(weightTables[weightTableOf('a', 'b')]?.[0]?.[0]).toBeCloseTo(oddsBits(0.001) - oddsBits(model.prior), 9);
  expect(weightTables[weightTableOf('a', 'b')]?.[1]?.[0]).toBeCloseTo(Math.log2(0.4 / 0.001), 9);
  expect(weightTableOf('a', 'new.department')).toBe(0);
  expect(weightTables[0]?.[0]?.[0]).toBe(0);
});
