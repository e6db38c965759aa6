import { type CompiledModel, conditionHolds } from '../../../schema/rules/resolution/compile-model.ts';
import { cappedBits } from '../../../schema/rules/resolution/weigh-pattern.ts';
import type { PatternCount } from './count-patterns.ts';

const rounds = 100;
/** Pairs that the settings' starting value of m counts for, so that a level seen twice does not rule. */
const priorPairs = 5;

/**
 * Expectation–maximisation with u held fixed. The prior is that of any two records: pairs that no blocking rule makes
 * are taken as different, so the posterior of a candidate needs no correction for having been blocked.
 */
export function estimateM(
  patterns: readonly PatternCount[],
  u: readonly (readonly number[])[],
  compiled: CompiledModel,
  recordCount: number,
): { readonly m: readonly (readonly number[])[]; readonly prior: number } {
  const { settings } = compiled.model;
  const allPairs = Math.max(1, (recordCount * (recordCount - 1)) / 2);
  const neutral = settings.comparisons.map((comparison) => comparison.levels.map((level) => level.neutral === true));
  const start = settings.comparisons.map((comparison) => normalise(comparison.levels.map((level) => level.m)));
  // What a guard forbids is not learned from: namesakes and branches would teach that codes may differ.
  const possible = patterns.filter(({ levels }) => !compiled.guards.some(({ when }) => conditionHolds(when, levels)));
  let m: readonly (readonly number[])[] = start;
  let prior = Math.min(0.5, Math.max(recordCount, 2) / 4 / allPairs);
  for (let round = 0; round < rounds; round++) {
    const weights = m.map((levels, c) =>
      levels.map((value, level) => {
        if (neutral[c]?.[level]) return 0;
        const bits = Math.log2(value / (u[c]?.[level] ?? 1));
        const limits = settings.comparisons[c]?.levels[level];
        return Math.min(limits?.atMost ?? bits, Math.max(limits?.atLeast ?? bits, bits));
      }),
    );
    const totals = m.map((levels) => new Array<number>(levels.length).fill(0));
    let matches = 0;
    for (const { levels, pairs } of possible) {
      const bits = Array.from(levels, (level, c) => weights[c]?.[level] ?? 0);
      let weight = Math.log2(prior / (1 - prior));
      for (const value of bits) weight += value;
      for (const excess of cappedBits(compiled, levels, bits)) weight -= excess;
      const share = pairs / (1 + 2 ** -weight);
      matches += share;
      levels.forEach((level, c) => {
        const total = totals[c];
        if (total) total[level] = (total[level] ?? 0) + share;
      });
    }
    const next = totals.map((levels, c) =>
      normalise(
        levels.map((total, level) => (neutral[c]?.[level] ? 0 : total + priorPairs * (start[c]?.[level] ?? 0))),
      ),
    );
    const moved = Math.max(
      ...next.flatMap((levels, c) => levels.map((value, level) => Math.abs(value - (m[c]?.[level] ?? 0)))),
    );
    m = next;
    prior = Math.min(0.5, Math.max(matches, 1) / allPairs);
    if (moved < 1e-7) break;
  }
  return { m, prior };
}

function normalise(values: readonly number[]): readonly number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return total === 0 ? values : values.map((value) => value / total);
}
