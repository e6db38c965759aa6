import type { PreparedRecord } from '../../../schema/model/resolution.ts';
import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { findCandidatePairs } from '../candidate-pairs.ts';
import { createLevelTables } from '../pair-scorer.ts';

/** An agreement pattern and how many candidate pairs show it: a few thousand patterns stand for millions of pairs. */
export interface PatternCount {
  readonly levels: Uint8Array;
  readonly pairs: number;
}

export function countPatterns(prepared: readonly PreparedRecord[], compiled: CompiledModel): readonly PatternCount[] {
  const tables = createLevelTables(prepared, compiled);
  const counts = new Map<number, number>();
  const radix = compiled.comparisons.map((comparison) => comparison.levelKeys.length);
  findCandidatePairs(prepared, compiled.model.settings, { oversizeKeys: 'from-records' }).forEach((i, j) => {
    let pattern = 0;
    for (let c = 0; c < tables.length; c++) pattern = pattern * (radix[c] ?? 1) + (tables[c]?.(i, j) ?? 0);
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  });
  return [...counts.entries()]
    .sort(([a], [b]) => a - b)
    .map(([pattern, pairs]) => ({ levels: toLevels(pattern, radix), pairs }));
}

function toLevels(pattern: number, radix: readonly number[]): Uint8Array {
  const levels = new Uint8Array(radix.length);
  let rest = pattern;
  for (let c = radix.length - 1; c >= 0; c--) {
    const base = radix[c] ?? 1;
    levels[c] = rest % base;
    rest = Math.floor(rest / base);
  }
  return levels;
}
