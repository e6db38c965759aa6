import type { Counts, Estimate } from '../../model/reconciliation.ts';
import { sumCounts } from './counts.ts';

/** The model's belief, 0–1, that a pair of this weight in bits is one entity. */
const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/** How many of the pairs are one entity if the model is right; each bin counts with its middle. */
export const expectedMatches = (bins: Counts): number => sumAt(bins, 0.5);

/**
 * The share of the pairs that is one entity if the model is right. The interval is what the width of the bins leaves
 * open, not what the model may err by: for that persons judge a sample. Null without pairs.
 */
export function modelPrecision(bins: Counts): Estimate | null {
  const pairs = sumCounts(bins);
  if (pairs === 0) return null;
  return { value: sumAt(bins, 0.5) / pairs, low: sumAt(bins, 0) / pairs, high: sumAt(bins, 1) / pairs };
}

const sumAt = (bins: Counts, offset: number): number =>
  Object.entries(bins).reduce((sum, [bits, pairs]) => sum + pairs * probabilityOf(Number(bits) + offset), 0);
