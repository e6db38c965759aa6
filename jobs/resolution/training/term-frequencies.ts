import type { PreparedRecord, ResolutionSettings, TermFrequency } from '../../../schema/model/resolution.ts';
import { codeColumn } from '../columns.ts';

/** Values kept by name; the tail, and what is hardly commoner than it, shares one frequency. */
const kept = 1000;
const leastRatio = 1.5;

/** Frequencies of the parts that some level is adjusted by, smoothed by half an occurrence. */
export function countTerms(
  prepared: readonly PreparedRecord[],
  settings: ResolutionSettings,
): Readonly<Record<string, TermFrequency>> {
  const parts = settings.comparisons.flatMap((comparison) =>
    comparison.levels.flatMap((level) => level.frequencyOf ?? []),
  );
  return Object.fromEntries([...new Set(parts)].sort().map((part) => [part, countPart(prepared, part)]));
}

function countPart(prepared: readonly PreparedRecord[], part: string): TermFrequency {
  const { codes, values } = codeColumn(prepared, [part]);
  const counts = new Float64Array(values.length);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  const ranked = [...counts]
    .flatMap((count, code) => {
      const value = values[code]?.[part];
      return value === undefined ? [] : [{ value, count }];
    })
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const total = ranked.reduce((sum, { count }) => sum + count, 0);
  const tail = ranked.slice(kept);
  const tailCount = tail.reduce((sum, { count }) => sum + count, 0);
  const share = (count: number): number => Number(((count + 0.5) / (total + 0.5 * ranked.length)).toPrecision(4));
  const rest = share(tail.length === 0 ? 1 : tailCount / tail.length);
  const named = ranked.slice(0, kept).map(({ value, count }) => [value, share(count)] as const);
  return { total, rest, values: Object.fromEntries(named.filter(([, frequency]) => frequency > rest * leastRatio)) };
}
