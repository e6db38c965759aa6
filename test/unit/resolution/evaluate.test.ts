import { expect, test } from '@jest/globals';
import { evaluateClusters, evaluateLinks, evaluateRecords } from '../../../schema/rules/resolution/evaluate.ts';

const truth = new Map([
  ['a1', 'A'],
  ['a2', 'A'],
  ['a3', 'A'],
  ['b1', 'B'],
  ['b2', 'B'],
  ['c1', 'C'],
]);

test('the right clusters are right in every measure', () => {
  expect(evaluateClusters([['a1', 'a2', 'a3'], ['b1', 'b2'], ['c1']], truth)).toMatchObject({
    truePairs: 4,
    predictedPairs: 4,
    commonPairs: 4,
    precision: 1,
    recall: 1,
    f1: 1,
    clusterPrecision: 1,
    clusterRecall: 1,
  });
});

test('a wrong merge costs precision, a missed record costs recall', () => {
  const accuracy = evaluateClusters([['a1', 'a2', 'c1'], ['b1', 'b2'], ['a3']], truth);
  expect(accuracy).toMatchObject({ predictedPairs: 4, commonPairs: 2, precision: 0.5, recall: 0.5 });
  expect(accuracy.clusterPrecision).toBeCloseTo(1 / 3);
});

test('records without truth are left out, records in no cluster count as unlinked', () => {
  expect(evaluateClusters([['a1', 'a2', 'unknown']], truth)).toMatchObject({
    predictedPairs: 1,
    commonPairs: 1,
    precision: 1,
    recall: 0.25,
  });
});

test('links are counted by themselves', () => {
  const links = [
    ['a1', 'a2'],
    ['a2', 'b1'],
    ['b1', 'b2'],
    ['b1', 'unknown'],
  ] as const;
  expect(evaluateLinks(links, truth)).toEqual({ precision: 2 / 3, recall: 0.5, f1: expect.closeTo(4 / 7) });
});

test('B³ averages over records, whether they are in a cluster or in none', () => {
  // a1, a2: 2/3 of their cluster and 2/3 of their entity; c1: 1/3 and all; b1, b2: all; a3 alone: all and 1/3.
  const { precision, recall } = evaluateRecords(
    [
      ['a1', 'a2', 'c1'],
      ['b1', 'b2'],
    ],
    truth,
  );
  expect(precision).toBeCloseTo((2 * (2 / 3) + 1 / 3 + 2 + 1) / 6);
  expect(recall).toBeCloseTo((2 * (2 / 3) + 1 + 2 + 1 / 3) / 6);
  expect(evaluateRecords([['a1', 'a2', 'a3'], ['b1', 'b2'], ['c1']], truth).f1).toBe(1);
});
