import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { weighPattern } from '../../../schema/rules/resolution/weigh-pattern.ts';
import type { BlockLayer } from '../blocking/build-layers.ts';
import { compileSharedBlocks, madeBefore } from '../blocking/made-before.ts';
import { type BlockRange, visitPairs } from '../find-edges.ts';
import type { Frame } from '../frame/frame.ts';
import { compileScorer } from '../scoring/compile-scorer.ts';
import type { WeightCount } from './choose-cuts.ts';

/** Bins of a tenth of a bit, named by their lower edge; what lies under the lowest is far from any cut. */
const perBit = 10;
const lowest = -10;
const highest = 40;

/** Cuts to score by while there are none yet: every pair that might come near any. */
export const openCuts = { link: highest, review: lowest };

export interface WeightBins {
  readonly pairs: Float64Array;
  readonly candidatePairs: number;
}

/**
 * How the ranges' candidate pairs that no guard holds back are spread over weights, frequencies and caps included.
 * @param model with `openCuts`
 */
export function countWeights(
  frame: Frame,
  layers: readonly BlockLayer[],
  model: CompiledModel,
  ranges: readonly BlockRange[],
): WeightBins {
  const scorer = compileScorer(frame, model);
  const shares = compileSharedBlocks(frame, layers);
  const { width } = frame.layout;
  const bins = new Float64Array((highest - lowest) * perBit + 1);
  let candidatePairs = 0;
  for (const range of ranges) {
    const seen = madeBefore(shares, range.layer);
    visitPairs(layers[range.layer], range, (i, j) => {
      const [a, b] = [i * width, j * width];
      if (seen(i, j, a, b)) return;
      candidatePairs += 1;
      if (!scorer.score(a, b)) return;
      const { weight, guard } = weighPattern(model, scorer.levels, scorer.bits);
      if (guard >= 0 || weight < lowest) return;
      const bin = Math.floor((Math.min(weight, highest) - lowest) * perBit);
      bins[bin] = (bins[bin] ?? 0) + 1;
    });
  }
  return { pairs: bins, candidatePairs };
}

/** @param weight pairs that each counted one stands for */
export function mergeWeights(
  parts: readonly WeightBins[],
  weight: number,
): { readonly weights: readonly WeightCount[]; readonly candidatePairs: number } {
  const bins = new Float64Array((highest - lowest) * perBit + 1);
  for (const { pairs } of parts) {
    pairs.forEach((count, bin) => {
      bins[bin] = (bins[bin] ?? 0) + count * weight;
    });
  }
  const weights = Array.from(bins, (pairs, bin) => ({ weight: lowest + bin / perBit, pairs }));
  return {
    weights: weights.filter(({ pairs }) => pairs > 0),
    candidatePairs: parts.reduce((sum, part) => sum + part.candidatePairs, 0) * weight,
  };
}
