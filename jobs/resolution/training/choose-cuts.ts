import type { ResolutionSettings } from '../../../schema/model/resolution.ts';

/** Pairs of about one weight. */
export interface WeightCount {
  /** In bits: log2 of the odds that a pair of these is one subject. */
  readonly weight: number;
  readonly pairs: number;
}

export interface ChosenCuts {
  readonly link: number;
  readonly review: number;
  readonly links: number;
  readonly reviews: number;
  /** Expected share of right links, and of all expected matches that are linked, 0–1. */
  readonly precision: number;
  readonly recall: number;
}

/**
 * The lowest weight at which all links together are expected to be as right as the target asks and the weakest of
 * them is still as probable as the settings demand. Probabilities are the model's own; no label is seen.
 * @param weights of the candidate pairs that no guard holds back; in any order.
 * @param matches expected among all pairs: what recall is a share of.
 */
export function chooseCuts(
  weights: readonly WeightCount[],
  matches: number,
  { linkPrecision, leastProbability, reviewProbability }: ResolutionSettings['cuts'],
): ChosenCuts {
  const falling = [...weights].sort((a, b) => b.weight - a.weight);
  const least = bitsOf(leastProbability);
  const eligible = falling.filter(({ weight }) => weight >= least);
  let chosen = { bins: 0, links: 0, right: 0 };
  let links = 0;
  let right = 0;
  eligible.forEach(({ weight, pairs }, place) => {
    links += pairs;
    right += pairs * probabilityOf(weight);
    if (right >= linkPrecision * links) chosen = { bins: place + 1, links, right };
  });
  // Where no pair stands between, the cut falls as low as it may: new records will be weighed by it as well.
  const next = eligible[chosen.bins];
  const link = next === undefined ? least : (eligible[chosen.bins - 1]?.weight ?? bitsOf(linkPrecision));
  const review = Math.min(link, bitsOf(reviewProbability));
  const doubtful = falling.filter(({ weight }) => weight >= review && weight < link);
  return {
    link,
    review,
    links: chosen.links,
    reviews: doubtful.reduce((sum, { pairs }) => sum + pairs, 0),
    precision: chosen.links === 0 ? 1 : chosen.right / chosen.links,
    recall: matches <= 0 ? 1 : Math.min(1, chosen.right / matches),
  };
}

const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight);

const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability));
