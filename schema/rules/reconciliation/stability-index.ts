import type { Counts, DriftLine } from '../../model/reconciliation.ts';
import { sumCounts } from './counts.ts';

/** Rules of thumb of Siddiqi, Credit Risk Scorecards (2006): below 0.1 no change, above 0.25 a major shift. */
export const driftThresholds = { moved: 0.1, shifted: 0.25 } as const;

/** The 95 % point of the normal distribution, one-sided. */
const z95 = 1.644854;

export type Stability = Pick<DriftLine, 'index' | 'noise' | 'verdict'>;

/**
 * Population stability index of two samples over the same categories: Σ (p − q) ln (p / q), half a case added to each
 * category so that an empty one is no infinity. Of two samples from one population the index is about
 * χ²(categories − 1) × (1/n + 1/m) (Yurdakul 2018, Statistical Properties of Population Stability Index): what does not
 * pass its 95 % point is noise, whatever the rules of thumb say of it.
 */
export function stabilityIndex(before: Counts, after: Counts): Stability {
  const categories = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const [n, m] = [sumCounts(before), sumCounts(after)];
  if (n === 0 || m === 0 || categories.length < 2) return { index: 0, noise: 0, verdict: 'stable' };
  const share = (counts: Counts, total: number, key: string) =>
    ((counts[key] ?? 0) + 0.5) / (total + categories.length / 2);
  const index = categories.reduce((sum, key) => {
    const [p, q] = [share(after, m, key), share(before, n, key)];
    return sum + (p - q) * Math.log(p / q);
  }, 0);
  const noise = chiSquare95(categories.length - 1) * (1 / n + 1 / m);
  const verdict =
    index <= Math.max(noise, driftThresholds.moved) ? 'stable' : index <= driftThresholds.shifted ? 'moved' : 'shifted';
  return { index, noise, verdict };
}

/** 95 % point of χ² by Wilson and Hilferty (1931), good to 1 % from one degree of freedom on. */
const chiSquare95 = (degrees: number): number =>
  degrees * (1 - 2 / (9 * degrees) + z95 * Math.sqrt(2 / (9 * degrees))) ** 3;
