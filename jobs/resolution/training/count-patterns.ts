import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import type { BlockLayer } from '../blocking/build-layers.ts';
import { compileSharedBlocks, madeBefore } from '../blocking/made-before.ts';
import { type BlockRange, visitPairs } from '../find-edges.ts';
import type { Frame } from '../frame/frame.ts';
import { datasetDomain, datasetOffset } from '../frame/frame-layout.ts';
import { countCodes, textOf } from '../frame/shared-dictionary.ts';
import { compileScorer } from '../scoring/compile-scorer.ts';
import { createPatternCode } from '../scoring/pattern.ts';

/** An agreement pattern and how many candidate pairs show it: a few thousand patterns stand for millions of pairs. */
export interface PatternCount {
  readonly levels: Uint8Array;
  readonly pairs: number;
  /** The two datasets that the pairs come from, in alphabetical order. */
  readonly datasetPair?: readonly [string, string];
}

/** The same on its way between threads. */
export interface CountedPattern {
  /** PatternCode's number. */
  readonly pattern: number;
  readonly datasets: readonly [string, string];
  readonly pairs: number;
}

/** Counts the patterns of the ranges' pairs that no earlier layer makes. */
export function countPatterns(
  frame: Frame,
  layers: readonly BlockLayer[],
  model: CompiledModel,
  ranges: readonly BlockRange[],
): readonly CountedPattern[] {
  const scorer = compileScorer(frame, model);
  const { encode } = createPatternCode(model);
  const shares = compileSharedBlocks(frame, layers);
  const { cells, layout } = frame;
  const dictionary = frame.dictionaries[datasetDomain];
  const count = dictionary ? countCodes(dictionary) + 1 : 1;
  const byDatasets = Array.from({ length: count * count }, () => new Map<number, number>());
  for (const range of ranges) {
    const seen = madeBefore(shares, range.layer);
    visitPairs(layers[range.layer], range, (i, j) => {
      const [a, b] = [i * layout.width, j * layout.width];
      if (seen(i, j, a, b)) return;
      scorer.evaluate(a, b);
      const counts = byDatasets[(cells[a + datasetOffset] ?? 0) * count + (cells[b + datasetOffset] ?? 0)];
      const pattern = encode(scorer.levels);
      counts?.set(pattern, (counts.get(pattern) ?? 0) + 1);
    });
  }
  return byDatasets.flatMap((counts, place) => {
    if (counts.size === 0 || !dictionary) return [];
    const [x, y] = [textOf(dictionary, Math.floor(place / count)), textOf(dictionary, place % count)];
    const datasets = x <= y ? ([x, y] as const) : ([y, x] as const);
    return Array.from(counts, ([pattern, pairs]): CountedPattern => ({ pattern, datasets, pairs }));
  });
}

/**
 * One list of many, ordered by pattern and datasets: the same whoever counted which.
 * @param weight pairs that each counted one stands for, where only a sample was counted
 */
export function mergePatterns(
  lists: readonly (readonly CountedPattern[])[],
  model: CompiledModel,
  weight: number,
): readonly PatternCount[] {
  const { decode } = createPatternCode(model);
  const merged = new Map<string, CountedPattern>();
  for (const counted of lists.flat()) {
    const name = `${counted.datasets.join('\u0000')}\u0000${counted.pattern}`;
    const known = merged.get(name);
    merged.set(name, known ? { ...known, pairs: known.pairs + counted.pairs } : counted);
  }
  return [...merged.values()]
    .sort(
      (x, y) =>
        compareText(x.datasets[0], y.datasets[0]) || compareText(x.datasets[1], y.datasets[1]) || x.pattern - y.pattern,
    )
    .map(({ pattern, datasets, pairs }) => ({
      levels: decode(pattern),
      pairs: pairs * weight,
      datasetPair: datasets,
    }));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
