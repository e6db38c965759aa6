import { expect, test } from '@jest/globals';
import { countTicks, rootScale } from '../../../gateway/report/charts/scale.ts';
import { formatBits, formatExpected, formatInstant, formatShare } from '../../../gateway/report/format.ts';

test.each([
  [1, '100 %'],
  [0, '0 %'],
  [0.5, '50.0 %'],
  [0.9871, '98.71 %'],
  [0.99954, '99.954 %'],
  [0.999999999, '> 99.999 %'],
  [0.000000001, '< 0.001 %'],
])('the share %d is written %s: no doubt is rounded away', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test('an expected number under ten keeps a decimal', () => {
  expect([formatExpected(0.27), formatExpected(9.96), formatExpected(93.2)]).toEqual(['0.3', '10', '93']);
});

test('bits have a sign, and an instant its zone', () => {
  expect([formatBits(7.214), formatBits(-3)]).toEqual(['+7.21', '−3.00']);
  expect(formatInstant('2026-11-01T08:05:09.123Z')).toBe('2026-11-01 08:05 UTC');
});

test.each([1, 7, 60, 8431, 13_000_000])('the axis up to %d has few round ticks that lie apart', (most) => {
  const ticks = countTicks(most);
  const scale = rootScale(most, 0, 100);
  expect(ticks[0]).toBe(0);
  expect(ticks.length).toBeLessThan(8);
  expect(ticks.length).toBeGreaterThan(1);
  const gaps = ticks.slice(1).map((tick, i) => scale(tick) - scale(ticks[i] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(19.9);
});
