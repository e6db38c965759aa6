import { durationMs } from '../../../schema/rules/quality/duration-ms.ts';

test.each([
  ['P1D', 86_400_000],
  ['P7D', 7 * 86_400_000],
  ['P2W', 14 * 86_400_000],
  ['P1M', 30 * 86_400_000],
  ['P1Y', 365 * 86_400_000],
  ['PT15M', 900_000],
  ['P1DT12H', 129_600_000],
  ['PT0S', 0],
])('%s lasts %i milliseconds', (duration, expected) => expect(durationMs(duration)).toBe(expected));

test.each(['', 'P', 'PT', '7 days', 'P-1D', 'P1.5D'])('"%s" is no duration', (text) =>
  expect(durationMs(text)).toBeNull(),
);
