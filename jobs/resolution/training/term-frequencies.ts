import type { ResolutionSettings, TermFrequency } from '../../../schema/model/resolution.ts';
import type { Frame } from '../frame/frame.ts';
import { countCodes, textOf } from '../frame/shared-dictionary.ts';

/** How many records carry each value of a part; within the values of another part as well where settings ask for it. */
export interface TermCounts {
  /** Values that enough records share to be named. */
  readonly overall: ReadonlyMap<string, number>;
  /** Of the others, records of a value → values. */
  readonly others: ReadonlyMap<number, number>;
  readonly within: ReadonlyMap<string, TermsWithin>;
}

export interface TermsWithin {
  /** Records of the group that state the part. */
  readonly total: number;
  /** Of the values that enough records of the group share. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Values kept by name, of all records and of each group; the tail, and what is hardly commoner, shares one frequency. */
const kept = 1000;
const keptWithin = 200;
const leastRatio = 1.5;
/** Records that must share a value before the model names it: a model holds no telephone of one household. */
export const leastSharing = 10;
/** Another subject's records of a value that none was seen of. */
const unseen = 0.5;
/** Records that the overall frequency counts for within a group. */
const overallRecords = 500;

/** A part that some level is adjusted by, and the part that its frequencies are counted within. */
export interface TermQuestion {
  readonly part: string;
  readonly by: string | null;
}

export function findTerms(settings: ResolutionSettings): readonly TermQuestion[] {
  const by = new Map<string, string | null>();
  for (const { frequencyOf, frequencyBy } of settings.comparisons.flatMap(({ levels }) => levels)) {
    if (frequencyOf !== undefined) by.set(frequencyOf, frequencyBy ?? by.get(frequencyOf) ?? null);
  }
  return [...by].sort(([a], [b]) => (a < b ? -1 : 1)).map(([part, group]) => ({ part, by: group }));
}

export function countTerm(frame: Frame, { part, by }: TermQuestion): TermCounts {
  const column = frame.layout.columns.find(({ name }) => name === part);
  const group = frame.layout.columns.find(({ name }) => name === by);
  const dictionary = frame.dictionaries[column?.domain ?? 0];
  if (!column || !dictionary) return { overall: new Map(), others: new Map(), within: new Map() };
  const { cells, layout, size } = frame;
  const counts = new Int32Array(countCodes(dictionary) + 1);
  const byGroup = new Map<number, { total: number; readonly counts: Map<number, number> }>();
  for (let record = 0; record < size; record++) {
    const code = cells[record * layout.width + column.offset] ?? 0;
    if (code !== 0) counts[code] = (counts[code] ?? 0) + 1;
  }
  for (let record = 0; record < size && group; record++) {
    const row = record * layout.width;
    const [code, own] = [cells[row + column.offset] ?? 0, cells[row + group.offset] ?? 0];
    if (code === 0 || own === 0) continue;
    const known = byGroup.get(own) ?? { total: 0, counts: new Map<number, number>() };
    byGroup.set(own, known);
    known.total += 1;
    if ((counts[code] ?? 0) >= leastSharing) known.counts.set(code, (known.counts.get(code) ?? 0) + 1);
  }
  const named = (of: Iterable<readonly [number, number]>): Map<string, number> =>
    new Map(
      Array.from(of).flatMap(([code, count]) =>
        count < leastSharing ? [] : [[textOf(dictionary, code), count] as const],
      ),
    );
  const groupName = (code: number): string => {
    const names = frame.dictionaries[group?.domain ?? 0];
    return names ? textOf(names, code) : '';
  };
  return {
    overall: named(counts.entries()),
    others: countRare(counts),
    within: new Map(
      Array.from(byGroup, ([own, ofGroup]) => [
        groupName(own),
        { total: ofGroup.total, counts: named(ofGroup.counts) },
      ]),
    ),
  };
}

function countRare(counts: Int32Array): ReadonlyMap<number, number> {
  const others = new Map<number, number>();
  for (const count of counts) if (count > 0 && count < leastSharing) others.set(count, (others.get(count) ?? 0) + 1);
  return others;
}

/**
 * Smoothed frequencies: of a record's value, the share of other subjects' records that carry it. The record itself
 * and its subject's other records are left out, so that a name of one person in three registers is as rare as it is.
 * @param sameSubject other records of the same subject that a record has on average.
 */
export function smoothTerms({ overall, others: rare, within }: TermCounts, sameSubject: number): TermFrequency {
  const ranked = rank(overall);
  const nameable = ranked.slice(0, kept);
  const tail = addUp(rare, ranked.slice(kept));
  const total =
    sum(ranked.slice(0, kept).map(([, count]) => count)) + sum(tail.map(([count, values]) => count * values));
  const others = (count: number): number => Math.max(count - 1 - sameSubject, 0) + unseen;
  const share = (count: number): number => round(others(count) / Math.max(1, total));
  const tailRecords = sum(tail.map(([count, values]) => count * values));
  const rest =
    tailRecords === 0
      ? share(1)
      : round(sum(tail.map(([count, values]) => values * count * others(count))) / tailRecords / total);
  const named = nameable.filter(([, count]) => share(count) > rest * leastRatio);
  const values = new Map(named.map(([value, count]) => [value, share(count)]));
  const shareOf = (value: string): number => values.get(value) ?? rest;
  const groups = [...within]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, counts]) => [group, smoothWithin(counts, values, { rest, shareOf, sameSubject })] as const);
  const average = sum(nameable.map(([value, count]) => count * shareOf(value))) + tailRecords * rest;
  return {
    total,
    average: round(average / Math.max(1, total)),
    rest,
    values: Object.fromEntries(values),
    ...(groups.length === 0 ? {} : { within: Object.fromEntries(groups) }),
  };
}

/** The values that get no name: records of a value → values, ascending. */
function addUp(
  rare: ReadonlyMap<number, number>,
  further: readonly (readonly [string, number])[],
): readonly (readonly [number, number])[] {
  const all = new Map(rare);
  for (const [, count] of further) all.set(count, (all.get(count) ?? 0) + 1);
  return [...all].sort(([a], [b]) => a - b);
}

/** The values whose share in the group is unlike their overall one, those first that this concerns most records of. */
function smoothWithin(
  { total, counts }: TermsWithin,
  overall: ReadonlyMap<string, number>,
  about: {
    readonly rest: number;
    readonly shareOf: (value: string) => number;
    readonly sameSubject: number;
  },
): Readonly<Record<string, number>> {
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
