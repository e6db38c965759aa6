import type { Estimate } from '../../schema/model/reconciliation.ts';

/** 12,345 */
export const formatCount = (count: number): string => Math.round(count).toLocaleString('en');

/** 0.3, 93: a number of things that is estimated and not counted. */
export const formatExpected = (count: number): string =>
  count === 0 || count >= 9.95 ? formatCount(count) : count.toFixed(1);

/** Digits as far as they tell: 98.7 %, 99.96 %, 100 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  const gap = Math.min(percent, 100 - percent);
  const digits = gap >= 10 ? 1 : gap >= 0.1 ? 2 : 3;
  const text = percent.toFixed(digits);
  // Never round a doubt away.
  return Number(text) === 100 ? '> 99.999 %' : Number(text) === 0 ? '< 0.001 %' : `${text} %`;
}

/** 98.7 % (97.1 % – 99.4 %) */
export const formatEstimate = ({ value, low, high }: Estimate): string =>
  `${formatShare(value)} (${formatShare(low)} – ${formatShare(high)})`;

/** +7.21, −3.05 */
export const formatBits = (bits: number): string => `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(2)}`;

/** 2026-11-01 08:00 UTC */
export const formatInstant = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
