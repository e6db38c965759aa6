import { describe, expect, test } from '@jest/globals';
import type { Counts, PairObservations } from '../../../schema/model/reconciliation.ts';
import { compareModels } from '../../../schema/rules/reconciliation/compare-models.ts';
import { findDrift } from '../../../schema/rules/reconciliation/find-drift.ts';
import { emptyObservations } from '../../../schema/rules/reconciliation/pair-observations.ts';
import { reportType } from '../../../schema/rules/reconciliation/report-type.ts';
import { stabilityIndex } from '../../../schema/rules/reconciliation/stability-index.ts';
import { shippedModel } from '../../../schema/rules/resolution/shipped-model.ts';

describe('the stability index', () => {
  test.each([
    ['the same shares', { a: 5000, b: 5000 }, { a: 500, b: 500 }, 'stable'],
    ['a tenth moved', { a: 5000, b: 5000 }, { a: 6200, b: 3800 }, 'stable'],
    ['a fifth moved', { a: 5000, b: 5000 }, { a: 7000, b: 3000 }, 'moved'],
    ['nearly all moved', { a: 5000, b: 5000 }, { a: 9000, b: 1000 }, 'shifted'],
    ['much, but of a handful', { a: 5, b: 5 }, { a: 8, b: 2 }, 'stable'],
    ['a level that is new', { a: 5000 }, { a: 2500, b: 2500 }, 'shifted'],
    ['nothing before', {}, { a: 10 }, 'stable'],
    ['one level alone', { a: 9 }, { a: 9000 }, 'stable'],
  ] satisfies readonly (readonly [string, Counts, Counts, string])[])('of %s', (_, before, after, verdict) => {
    expect(stabilityIndex(before, after).verdict).toBe(verdict);
  });

  test('is Σ (p − q) ln (p / q)', () => {
    const { index } = stabilityIndex({ a: 500_000, b: 500_000 }, { a: 700_000, b: 300_000 });
    expect(index).toBeCloseTo(0.2 * Math.log(7 / 5) - 0.2 * Math.log(3 / 5), 4);
  });
});

const observations = (levels: PairObservations['levels']): PairObservations => ({ ...emptyObservations(), levels });

test('drift is told by feed: a pair counts for both of its datasets, and what one run lacks is left out', () => {
  const one = (equal: number, different: number) => ({
    name: { linked: { equal, different }, scored: { equal, different } },
  });
  const before = observations({ 'a.x+b.y': one(900, 100), 'b.y+c.z': one(900, 100), 'a.x+gone.d': one(9, 1) });
  const after = observations({ 'a.x+b.y': one(900, 100), 'b.y+c.z': one(300, 700), 'c.z+new.d': one(1, 0) });
  const drift = findDrift(before, after);
  const of = (dataset: string) => drift.find((line) => line.dataset === dataset && line.population === 'linked');
  expect(of('c.z')).toMatchObject({ comparison: 'name', verdict: 'shifted', pairsBefore: 1000, pairs: 1001 });
  expect(of('a.x')?.verdict).toBe('stable');
  expect(of('b.y')?.index).toBeLessThan(of('c.z')?.index ?? 0);
  expect(of('new.d')).toBeUndefined();
  expect(drift).toEqual([...drift].sort((x, y) => y.index - x.index));
});

test('new settings are no drift', () => {
  const model = shippedModel('resident');
  const seen = observations({ 'a.x+b.y': { name: { linked: { equal: 9000 }, scored: { equal: 9000 } } } });
  const other = observations({ 'a.x+b.y': { name: { linked: { like: 9000 }, scored: { like: 9000 } } } });
  const observed = { clusterSizes: {}, model, modelBefore: model };
  const before = reportType({ ...observed, observations: seen }, null);
  expect(before).toMatchObject({ drift: [], recall: null, modelPrecision: null, modelChange: null });
  expect(reportType({ ...observed, observations: other }, before).drift).toHaveLength(4);
  const renamed = before.comparisons.map((comparison) => ({ ...comparison, levels: comparison.levels.slice(1) }));
  expect(reportType({ ...observed, observations: other }, { ...before, comparisons: renamed }).drift).toEqual([]);
});

test('a retrained model is compared level by level, the furthest moved first', () => {
  const before = shippedModel('resident');
  const name = { ...before.parameters.name, like: { m: 0.5, u: 0.0001 }, equal: { m: 0.9, u: 0.001 } };
  const after = { ...before, version: 'trained', prior: 0.5, parameters: { ...before.parameters, name } };
  const change = compareModels(before, after);
  expect(change).toMatchObject({ versionBefore: before.version, version: 'trained', prior: 0.5 });
  expect(change?.levels.map(({ level }) => level).sort()).toEqual(['equal', 'like']);
  const shifts = change?.levels.map((level) => Math.abs((level.after ?? 0) - (level.before ?? 0))) ?? [];
  expect(shifts).toEqual([...shifts].sort((x, y) => y - x));
  expect(compareModels(before, { ...before })).toBeNull();
});
