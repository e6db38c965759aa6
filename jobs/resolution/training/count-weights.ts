import type { PreparedRecord, ResolutionModel } from '../../../schema/model/resolution.ts';
import { compileModel } from '../../../schema/rules/resolution/compile-model.ts';
import { findCandidatePairs } from '../candidate-pairs.ts';
import { createPairScorer } from '../pair-scorer.ts';
import type { WeightCount } from './choose-cuts.ts';

/** Bins of a tenth of a bit, named by their lower edge; what lies under the lowest is far from any cut. */
const perBit = 10;
const lowest = -10;
const highest = 40;

/** How the candidate pairs that no guard holds back are spread over weights, frequencies and caps included. */
export function countWeights(
  prepared: readonly PreparedRecord[],
  model: ResolutionModel,
): { readonly weights: readonly WeightCount[]; readonly candidatePairs: number } {
  const scorer = createPairScorer(prepared, compileModel({ ...model, cuts: { link: highest, review: lowest } }));
  const bins = new Float64Array((highest - lowest) * perBit + 1);
  let candidatePairs = 0;
  findCandidatePairs(prepared, model.settings, { oversizeKeys: 'from-records' }).forEach((i, j) => {
    candidatePairs += 1;
    const scored = scorer.score(i, j);
    if (scored === null || scored.guard >= 0 || scored.weight < lowest) return;
    const bin = Math.floor((Math.min(scored.weight, highest) - lowest) * perBit);
    bins[bin] = (bins[bin] ?? 0) + 1;
  });
  const weights = Array.from(bins, (pairs, bin) => ({ weight: lowest + bin / perBit, pairs }));
  return { weights: weights.filter(({ pairs }) => pairs > 0), candidatePairs };
}
