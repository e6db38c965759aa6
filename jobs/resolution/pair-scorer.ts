import type { PreparedRecord } from '../../schema/model/resolution.ts';
import type { CompiledFrequency, CompiledModel } from '../../schema/rules/resolution/compile-model.ts';
import { type WeighedPattern, weighPattern } from '../../schema/rules/resolution/weigh-pattern.ts';
import { codeColumn } from './columns.ts';
import { createLevelTable, type LevelTable } from './level-table.ts';

export interface PairScorer {
  /** The pair's weight and outcome, or null where no remaining evidence could lift it to the review cut. */
  score(i: number, j: number): WeighedPattern | null;
  /** Level indices of the pair scored last; overwritten by the next. */
  readonly levels: Uint8Array;
}

/** Evaluates comparePair's definition over dictionary-coded columns: same levels, same weights, to the last bit. */
export function createPairScorer(records: readonly PreparedRecord[], compiled: CompiledModel): PairScorer {
  const { comparisons, priorBits, cuts } = compiled;
  const tables = createLevelTables(records, compiled);
  const frequencies = comparisons.map((comparison) =>
    comparison.frequencies.map((frequency) => (frequency ? codeFrequencies(records, frequency) : null)),
  );
  const levels = new Uint8Array(comparisons.length);
  const bits = new Float64Array(comparisons.length);
  const bounds = upperBounds(compiled, frequencies);
  // A guard asks what the rest would weigh: evidence that a guard may leave out must not prune a pair.
  const leftOut = comparisons.map((_, i) => compiled.guards.some((guard) => guard.without.includes(i)));
  const mayPrune = alwaysReviewed(compiled);
  const lowest = Math.min(cuts.link, cuts.review, ...compiled.guards.map((guard) => guard.restAtLeast)) - 1e-9;
  const datasetOf = (place: number): string => records[place]?.dataset ?? '';
  return {
    levels,
    score(i, j) {
      const weights = compiled.weightTables[compiled.weightTableOf(datasetOf(i), datasetOf(j))];
      let reachable = priorBits;
      for (let c = 0; c < comparisons.length; c++) {
        const level = tables[c]?.(i, j) ?? 0;
        const frequency = frequencies[c]?.[level];
        let weight = weights?.[c]?.[level] ?? 0;
        if (frequency) weight += Math.min(frequency[i] ?? 0, frequency[j] ?? 0);
        levels[c] = level;
        bits[c] = weight;
        reachable += leftOut[c] ? Math.max(0, weight) : weight;
        if (reachable + (bounds[c + 1] ?? 0) < lowest && mayPrune(levels, c)) return null;
      }
      return weighPattern(compiled, levels, bits);
    },
  };
}

export function createLevelTables(records: readonly PreparedRecord[], compiled: CompiledModel): readonly LevelTable[] {
  return compiled.comparisons.map((comparison) =>
    createLevelTable(codeColumn(records, comparison.partsRead), comparison.levelOf),
  );
}

/** Record → bits that its value adds to the level, computed once per distinct value. */
function codeFrequencies(records: readonly PreparedRecord[], frequency: CompiledFrequency): Float64Array {
  const column = codeColumn(records, frequency.partsRead);
  const bits = column.values.map((parts) => frequency.bitsOf(parts));
  return Float64Array.from(column.codes, (code) => bits[code] ?? 0);
}

/** `bounds[c]`: the most that comparison c and those after it can still add. */
function upperBounds(
  { comparisons, weightTables }: CompiledModel,
  frequencies: readonly (readonly (Float64Array | null)[])[],
): readonly number[] {
  const bounds = new Array<number>(comparisons.length + 1).fill(0);
  for (let c = comparisons.length - 1; c >= 0; c--) {
    const rarest = comparisons[c]?.frequencies.map((_, level) => {
      const frequency = frequencies[c]?.[level];
      return frequency ? frequency.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY) : 0;
    });
    const best = weightTables.flatMap((weights) => weights[c]?.map((weight, level) => weight + (rarest?.[level] ?? 0)));
    bounds[c] = (bounds[c + 1] ?? 0) + best.reduce<number>((most, weight) => Math.max(most, weight ?? 0), 0);
  }
  return bounds;
}

/** Whether no guard that always asks a person can still hold, given the levels up to comparison c. */
function alwaysReviewed({ guards }: CompiledModel): (levels: Uint8Array, c: number) => boolean {
  const asking = guards.filter((guard) => guard.outcome === 'always-review');
  return (levels, c) =>
    asking.every(({ when }) =>
      when.some(({ comparison, mask }) => comparison <= c && ((mask >> (levels[comparison] ?? 0)) & 1) === 0),
    );
}
