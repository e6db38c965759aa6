import type { CompiledModel } from '../../schema/rules/resolution/compile-model.ts';
import { type WeighedPattern, weighPattern } from '../../schema/rules/resolution/weigh-pattern.ts';
import type { BlockLayer } from './blocking/build-layers.ts';
import { compileSharedBlocks, madeBefore } from './blocking/made-before.ts';
import { createEdgeBuffer, type Edges } from './edges.ts';
import type { Frame } from './frame/frame.ts';
import { compileScorer } from './scoring/compile-scorer.ts';
import { createPatternCode } from './scoring/pattern.ts';

/** A stretch of one layer's blocks; stretches can be scored in any order, by anyone. */
export interface BlockRange {
  readonly layer: number;
  readonly from: number;
  /** The block behind the last. */
  readonly to: number;
}

export interface EdgeFinder {
  /** Every pair of the range that no earlier layer makes, at or above the review cut. */
  find(range: BlockRange): Edges;
}

export interface EdgeFinderOptions {
  /** Only pairs with at least one such record; all without it. */
  readonly isDirty?: Uint8Array;
  /** Told of every pair that was scored to its end, distinct ones too. */
  readonly onScored?: (pair: ScoredPlaces) => void;
}

/** A scored pair by the places of its records; `levels` is overwritten by the next. */
export interface ScoredPlaces extends WeighedPattern {
  readonly i: number;
  readonly j: number;
  readonly levels: Int32Array;
  /** The blocking rules that make the pair, as a bit mask. */
  rules(): number;
}

export function createEdgeFinder(
  frame: Frame,
  layers: readonly BlockLayer[],
  model: CompiledModel,
  { isDirty, onScored }: EdgeFinderOptions = {},
): EdgeFinder {
  const scorer = compileScorer(frame, model);
  const pattern = createPatternCode(model);
  const shares = compileSharedBlocks(frame, layers);
  const { width } = frame.layout;
  const rulesOf = (i: number, j: number): number => {
    let rules = 0;
    for (let layer = 0; layer < layers.length; layer++) {
      if (shares[layer]?.(i, j, i * width, j * width)) rules |= 1 << (layers[layer]?.rule ?? 0);
    }
    return rules;
  };
  return {
    find: (range) => {
      const edges = createEdgeBuffer();
      const seen = madeBefore(shares, range.layer);
      visitPairs(layers[range.layer], range, (i, j) => {
        if (isDirty && !isDirty[i] && !isDirty[j]) return;
        const [a, b] = [i * width, j * width];
        if (seen(i, j, a, b) || !scorer.score(a, b)) return;
        const weighed = weighPattern(model, scorer.levels, scorer.bits);
        const { weight, outcome } = weighed;
        onScored?.({ ...weighed, i, j, levels: scorer.levels, rules: () => rulesOf(i, j) });
        if (outcome === 'distinct') return;
        edges.add(i, j, weight, outcome === 'link', rulesOf(i, j), pattern.encode(scorer.levels));
      });
      return edges.take();
    },
  };
}

/** Every pair of records in the range's blocks, i < j. */
export function visitPairs(
  layer: BlockLayer | undefined,
  { from, to }: BlockRange,
  visit: (i: number, j: number) => void,
): void {
  if (!layer) return;
  const { starts, members } = layer;
  for (let block = from; block < to; block++) {
    const end = starts[block + 1] ?? 0;
    for (let x = starts[block] ?? 0; x < end; x++) {
      const i = members[x] ?? 0;
      for (let y = x + 1; y < end; y++) visit(i, members[y] ?? 0);
    }
  }
}

/** Cuts the layers into stretches of about so many pairs each; a block is never cut. */
export function splitLayers(layers: readonly BlockLayer[], pairsPerRange: number): readonly BlockRange[] {
  return layers.flatMap(({ starts, blocks }, layer) => {
    const ranges: BlockRange[] = [];
    let from = 0;
    let pairs = 0;
    for (let block = 0; block < blocks; block++) {
      const size = (starts[block + 1] ?? 0) - (starts[block] ?? 0);
      pairs += (size * (size - 1)) / 2;
      if (pairs < pairsPerRange) continue;
      ranges.push({ layer, from, to: block + 1 });
      from = block + 1;
      pairs = 0;
    }
    if (from < blocks) ranges.push({ layer, from, to: blocks });
    return ranges;
  });
}
