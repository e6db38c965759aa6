import type { PreparedRecord, ResolutionSettings, TermFrequency } from '../../../schema/model/resolution.ts';
import { codeColumn } from '../columns.ts';

/** How many records carry each value of a part; within the values of another part as well where settings ask for it. */
export interface TermCounts {
  readonly overall: ReadonlyMap<string, number>;
  readonly within: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Values kept by name, of all records and of each group; the tail, and what is hardly commoner, shares one frequency. */
const kept = 1000;
const keptWithin = 200;
const leastRatio = 1.5;
/** Records that must share a value before the model names it: a model holds no telephone of one household. */
const leastSharing = 10;
/** Another subject's records of a value that none was seen of. */
const unseen = 0.5;
/** Records that the overall frequency counts for within a group. */
const overallRecords = 500;

/** Counts of the parts that some level is adjusted by. */
export function countTerms(
  prepared: readonly PreparedRecord[],
  settings: ResolutionSettings,
): ReadonlyMap<string, TermCounts> {
  const by = new Map<string, string | undefined>();
  for (const { frequencyOf, frequencyBy } of settings.comparisons.flatMap(({ levels }) => levels)) {
    if (frequencyOf !== undefined) by.set(frequencyOf, frequencyBy ?? by.get(frequencyOf));
  }
  return new Map([...by].sort().map(([part, group]) => [part, countPart(prepared, part, group)]));
}

function countPart(prepared: readonly PreparedRecord[], part: string, by: string | undefined): TermCounts {
  const { codes, values } = codeColumn(prepared, by === undefined ? [part] : [part, by]);
  const counts = new Float64Array(values.length);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  const overall = new Map<string, number>();
  const within = new Map<string, Map<string, number>>();
  values.forEach((parts, code) => {
    const value = parts[part];
    if (value === undefined) return;
    const count = counts[code] ?? 0;
    overall.set(value, (overall.get(value) ?? 0) + count);
    const group = by === undefined ? undefined : parts[by];
    if (group === undefined) return;
    const own = within.get(group) ?? new Map<string, number>();
    within.set(group, own.set(value, count));
  });
  return { overall, within };
}

/**
 * Smoothed frequencies: of a record's value, the share of other subjects' records that carry it. The record itself
 * and its subject's other records are left out, so that a name of one person in three registers is as rare as it is.
 * @param sameSubject other records of the same subject that a record has on average.
 */
export function smoothTerms({ overall, within }: TermCounts, sameSubject: number): TermFrequency {
  const ranked = rank(overall);
  const total = sum(ranked.map(([, count]) => count));
  const others = (count: number): number => Math.max(count - 1 - sameSubject, 0) + unseen;
  const share = (count: number): number => round(others(count) / Math.max(1, total));
  const nameable = ranked.filter(([, count]) => count >= leastSharing).slice(0, kept);
  const tail = ranked.slice(nameable.length);
  const tailRecords = sum(tail.map(([, count]) => count));
  const rest =
    tailRecords === 0 ? share(1) : round(sum(tail.map(([, count]) => count * others(count))) / tailRecords / total);
  const named = nameable.filter(([, count]) => share(count) > rest * leastRatio);
  const values = new Map(named.map(([value, count]) => [value, share(count)]));
  const shareOf = (value: string): number => values.get(value) ?? rest;
  const groups = [...within]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, counts]) => [group, smoothWithin(counts, values, { rest, shareOf, sameSubject })] as const);
  return {
    total,
    average: round(sum(ranked.map(([value, count]) => count * shareOf(value))) / Math.max(1, total)),
    rest,
    values: Object.fromEntries(values),
    ...(groups.length === 0 ? {} : { within: Object.fromEntries(groups) }),
  };
}

/** The values whose share in the group is unlike their overall one, those first that this concerns most records of. */
function smoothWithin(
  counts: ReadonlyMap<string, number>,
  overall: ReadonlyMap<string, number>,
  about: {
    readonly rest: number;
    readonly shareOf: (value: string) => number;
    readonly sameSubject: number;
  },
): Readonly<Record<string, number>> {
  const total = sum([...counts.values()]);
  const candidates = new Set([
    ...overall.keys(),
    ...rank(counts)
      .slice(0, kept)
      .map(([value]) => value),
  ]);
  const unlike = [...candidates].flatMap((value) => {
    const general = about.shareOf(value);
    const seen = Math.max((counts.get(value) ?? 0) - 1 - about.sameSubject, 0);
    const share = round((seen + overallRecords * general) / (total + overallRecords));
    const bits = Math.abs(Math.log2(share / general));
    return bits < Math.log2(leastRatio) ? [] : [{ value, share, concern: bits * Math.max(share, general) }];
  });
  const worst = unlike.sort((a, b) => b.concern - a.concern || (a.value < b.value ? -1 : 1)).slice(0, keptWithin);
  return Object.fromEntries(worst.map(({ value, share }) => [value, share]));
}

const rank = (counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const round = (value: number): number => Number(value.toPrecision(4));
