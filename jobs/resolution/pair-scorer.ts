import type { PreparedRecord } from '../../schema/model/resolution.ts';
import type { CompiledModel } from '../../schema/rules/resolution/compile-model.ts';
import { frequencyBits, type WeighedPattern, weighPattern } from '../../schema/rules/resolution/weigh-pattern.ts';
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
    comparison.frequencyParts.map((part, level) =>
      part === null
        ? null
        : codeFrequencies(records, compiled, comparison.name, comparison.levelKeys[level] ?? '', part),
    ),
  );
  const levels = new Uint8Array(comparisons.length);
  const bits = new Float64Array(comparisons.length);
  const bounds = upperBounds(compiled, frequencies);
  // A guard asks what the rest would weigh: evidence that a guard may leave out must not prune a pair.
  const leftOut = comparisons.map((_, i) => compiled.guards.some((guard) => guard.without.includes(i)));
  const mayPrune = alwaysReviewed(compiled);
  const lowest = Math.min(cuts.link, cuts.review, ...compiled.guards.map((guard) => guard.restAtLeast)) - 1e-9;
  return {
    levels,
    score(i, j) {
      let reachable = priorBits;
      for (let c = 0; c < comparisons.length; c++) {
        const level = tables[c]?.(i, j) ?? 0;
        const frequency = frequencies[c]?.[level];
        let weight = comparisons[c]?.weights[level] ?? 0;
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
function codeFrequencies(
  records: readonly PreparedRecord[],
  { model }: CompiledModel,
  comparison: string,
  level: string,
  part: string,
): Float64Array {
  const u = model.parameters[comparison]?.[level]?.u;
  const column = codeColumn(records, [part]);
  const bits = column.values.map((value) => (u === undefined ? 0 : frequencyBits(model, part, value[part], u)));
  return Float64Array.from(column.codes, (code) => bits[code] ?? 0);
}

/** `bounds[c]`: the most that comparison c and those after it can still add. */
function upperBounds(
  { comparisons }: CompiledModel,
  frequencies: readonly (readonly (Float64Array | null)[])[],
): readonly number[] {
  const bounds = new Array<number>(comparisons.length + 1).fill(0);
  for (let c = comparisons.length - 1; c >= 0; c--) {
    const best = comparisons[c]?.weights.map((weight, level) => {
      const frequency = frequencies[c]?.[level];
      return frequency
        ? weight + frequency.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
        : weight;
    });
    bounds[c] = (bounds[c + 1] ?? 0) + Math.max(0, ...(best ?? []));
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
