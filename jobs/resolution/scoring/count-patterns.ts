import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import type { BlockLayer } from '../blocking/build-layers.ts';
import { compileSharedBlocks, madeBefore } from '../blocking/made-before.ts';
import { type BlockRange, visitPairs } from '../find-edges.ts';
import type { Frame } from '../frame/frame.ts';
import { datasetDomain, datasetOffset } from '../frame/frame-layout.ts';
import { countCodes, textOf } from '../frame/shared-dictionary.ts';
import { compileScorer } from './compile-scorer.ts';
import { createPatternCode } from './pattern.ts';

/** How many candidate pairs of two datasets show a pattern of levels. */
export interface CountedPattern {
  /** PatternCode's number. */
  readonly pattern: number;
  /** Sorted; the two may be one. */
  readonly datasets: readonly [string, string];
  readonly pairs: number;
}

/** Counts the patterns of the range's pairs that no earlier layer makes: some thousands stand for millions of pairs. */
export function countPatterns(
  frame: Frame,
  layers: readonly BlockLayer[],
  model: CompiledModel,
  range: BlockRange,
): readonly CountedPattern[] {
  const scorer = compileScorer(frame, model);
  const { encode } = createPatternCode(model);
  const seen = madeBefore(compileSharedBlocks(frame, layers), range.layer);
  const { cells, layout } = frame;
  const datasets = frame.dictionaries[datasetDomain];
  const count = datasets ? countCodes(datasets) + 1 : 1;
  const byDatasets = Array.from({ length: count * count }, () => new Map<number, number>());
  visitPairs(layers[range.layer], range, (i, j) => {
    const [a, b] = [i * layout.width, j * layout.width];
    if (seen(i, j, a, b)) return;
    scorer.evaluate(a, b);
    const counts = byDatasets[(cells[a + datasetOffset] ?? 0) * count + (cells[b + datasetOffset] ?? 0)];
    const pattern = encode(scorer.levels);
    counts?.set(pattern, (counts.get(pattern) ?? 0) + 1);
  });
  return byDatasets.flatMap((counts, place) => {
    if (counts.size === 0 || !datasets) return [];
    const [x, y] = [textOf(datasets, Math.floor(place / count)), textOf(datasets, place % count)];
    const names = x <= y ? ([x, y] as const) : ([y, x] as const);
    return Array.from(counts, ([pattern, pairs]): CountedPattern => ({ pattern, datasets: names, pairs }));
  });
}

/** One list of many, ordered by datasets and pattern: the same whoever counted which. */
export function mergePatterns(lists: readonly (readonly CountedPattern[])[]): readonly CountedPattern[] {
  const merged = new Map<string, CountedPattern>();
  for (const counted of lists.flat()) {
    const name = `${counted.datasets.join('\u0000')}\u0000${counted.pattern}`;
    const known = merged.get(name);
    merged.set(name, known ? { ...known, pairs: known.pairs + counted.pairs } : counted);
  }
  return [...merged.values()].sort(
    (x, y) =>
      compareText(x.datasets[0], y.datasets[0]) || compareText(x.datasets[1], y.datasets[1]) || x.pattern - y.pattern,
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
