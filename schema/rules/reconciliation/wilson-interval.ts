import type { Estimate } from '../../model/reconciliation.ts';

/** The 97.5 % point of the normal distribution: two-sided 95 %. */
const z = 1.959964;

/** The share of hits with Wilson's score interval (1927, J. Am. Stat. Assoc. 22, 209–212). `trials` above 0. */
export function wilsonInterval(hits: number, trials: number): Estimate {
  const share = hits / trials;
  const spread = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  const scale = 1 + z ** 2 / trials;
  const middle = (share + z ** 2 / (2 * trials)) / scale;
  return {
    value: share,
    low: hits === 0 ? 0 : Math.max(0, middle - spread / scale),
    high: hits === trials ? 1 : Math.min(1, middle + spread / scale),
  };
}

/**
 * A weighted sum of shares, each with an interval of its own: the distances to the bounds add up by their squares
 * (MOVER; Zou, Huang and Zhang 2009, Comput. Stat. Data Anal. 53, 1080–1085). Holds where every share is 1, when a
 * variance would say that nothing is uncertain.
 * @param shares weights sum to 1
 */
export function weighIntervals(shares: readonly { readonly weight: number; readonly estimate: Estimate }[]): Estimate {
  const sum = (of: (estimate: Estimate) => number) =>
    shares.reduce((total, { weight, estimate }) => total + weight * of(estimate), 0);
  const spread = (of: (estimate: Estimate) => number) =>
    Math.sqrt(shares.reduce((total, { weight, estimate }) => total + (weight * of(estimate)) ** 2, 0));
  const value = sum((estimate) => estimate.value);
  return {
    value,
    low: Math.max(0, value - spread((estimate) => estimate.value - estimate.low)),
    high: Math.min(1, value + spread((estimate) => estimate.high - estimate.value)),
  };
}
