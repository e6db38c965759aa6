import type { ResolutionSettings, TermFrequency } from '../../../schema/model/resolution.ts';
import type { Frame } from '../frame/frame.ts';
import { textOf } from '../frame/shared-dictionary.ts';

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

export function countTerm({ cells, layout, size, dictionaries }: Frame, { part, by }: TermQuestion): TermCounts {
  const column = layout.columns.find(({ name }) => name === part);
  const group = by === null ? undefined : layout.columns.find(({ name }) => name === by);
  const counts = new Map<number, Map<number, number>>();
  for (let record = 0; record < size && column; record++) {
    const row = record * layout.width;
    const code = cells[row + column.offset] ?? 0;
    if (code === 0) continue;
    const own = group ? (cells[row + group.offset] ?? 0) : 0;
    let ofGroup = counts.get(own);
    if (!ofGroup) {
      ofGroup = new Map();
      counts.set(own, ofGroup);
    }
    ofGroup.set(code, (ofGroup.get(code) ?? 0) + 1);
  }
  const textsOf = (domain: number | undefined, code: number): string => {
    const dictionary = dictionaries[domain ?? 0];
    return dictionary ? textOf(dictionary, code) : '';
  };
  const overall = new Map<string, number>();
  const within = new Map<string, Map<string, number>>();
  for (const [own, ofGroup] of counts) {
    const named = new Map(Array.from(ofGroup, ([code, count]) => [textsOf(column?.domain, code), count] as const));
    for (const [value, count] of named) overall.set(value, (overall.get(value) ?? 0) + count);
    if (group && own !== 0) within.set(textsOf(group.domain, own), named);
  }
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
