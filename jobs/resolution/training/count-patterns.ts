import type { PreparedRecord } from '../../../schema/model/resolution.ts';
import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { findCandidatePairs } from '../candidate-pairs.ts';
import { createLevelTables } from '../pair-scorer.ts';

/** An agreement pattern and how many candidate pairs show it: a few thousand patterns stand for millions of pairs. */
export interface PatternCount {
  readonly levels: Uint8Array;
  readonly pairs: number;
  /** The two datasets that the pairs come from, in alphabetical order. */
  readonly datasetPair?: readonly [string, string];
}

export function countPatterns(prepared: readonly PreparedRecord[], compiled: CompiledModel): readonly PatternCount[] {
  const tables = createLevelTables(prepared, compiled);
  const counts = new Map<number, number>();
  const radix = compiled.comparisons.map((comparison) => comparison.levelKeys.length);
  const datasets = [...new Set(prepared.map(({ dataset }) => dataset))].sort();
  const datasetOf = Uint32Array.from(prepared, ({ dataset }) => datasets.indexOf(dataset));
  findCandidatePairs(prepared, compiled.model.settings, { oversizeKeys: 'from-records' }).forEach((i, j) => {
    const [a, b] = [datasetOf[i] ?? 0, datasetOf[j] ?? 0];
    let pattern = Math.min(a, b) * datasets.length + Math.max(a, b);
    for (let c = 0; c < tables.length; c++) pattern = pattern * (radix[c] ?? 1) + (tables[c]?.(i, j) ?? 0);
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  });
  return [...counts.entries()]
    .sort(([a], [b]) => a - b)
    .map(([pattern, pairs]) => {
      const { levels, rest } = toLevels(pattern, radix);
      const [a, b] = [Math.floor(rest / datasets.length), rest % datasets.length];
      return { levels, pairs, datasetPair: [datasets[a] ?? '', datasets[b] ?? ''] };
    });
}

/** `rest`: what stands before the levels in the number. */
function toLevels(pattern: number, radix: readonly number[]): { readonly levels: Uint8Array; readonly rest: number } {
  const levels = new Uint8Array(radix.length);
  let rest = pattern;
  for (let c = radix.length - 1; c >= 0; c--) {
    const base = radix[c] ?? 1;
    levels[c] = rest % base;
    rest = Math.floor(rest / base);
  }
  return { levels, rest };
}
