import type { LevelSettings, LevelTest, PartSettings, ResolutionSettings } from '../../../schema/model/resolution.ts';
import { partsReadBy } from '../../../schema/rules/resolution/level-test.ts';

/** Where a part of a record stands in its row, and which dictionary codes it. */
export interface PartColumn {
  readonly name: string;
  /** Parts that are compared with each other share a dictionary. */
  readonly domain: number;
  readonly offset: number;
}

/** One entry of the settings' parts, with those of its parts that something reads. */
export interface PartGroup {
  readonly settings: PartSettings;
  readonly columns: readonly { readonly made: string; readonly domain: number; readonly offset: number }[];
}

/** Plain data, made from the settings alone: every thread that has the settings has the same layout. */
export interface FrameLayout {
  readonly columns: readonly PartColumn[];
  readonly groups: readonly PartGroup[];
  readonly domains: number;
  /** Domains of addresses, which are taken apart once for all: fill-slots.ts. */
  readonly addressDomains: readonly number[];
  /** Offsets of the classes of frequency: comparison → level → offset, or -1. */
  readonly frequencyOffsets: readonly (readonly number[])[];
  /** Cells of one record. */
  readonly width: number;
}

/** The record's dataset stands first; its dictionary is domain 0. */
export const datasetOffset = 0;
export const datasetDomain = 0;
/** The number of the record's key among the frame's keys. */
export const keyOffset = 1;
const firstPart = 2;

export function layOutFrame(settings: ResolutionSettings): FrameLayout {
  const read = readParts(settings);
  const domainOf = joinDomains(settings, read);
  const columns = read.map((name, place): PartColumn => ({ name, domain: domainOf(name), offset: place + firstPart }));
  const byName = new Map(columns.map((column) => [column.name, column]));
  const groups = settings.parts.map(
    (part): PartGroup => ({
      settings: part,
      columns: read.flatMap((name) => {
        const made = madeName(part.into, name);
        const column = byName.get(name);
        return made === null || !column ? [] : [{ made, domain: column.domain, offset: column.offset }];
      }),
    }),
  );
  let width = columns.length + firstPart;
  const frequencyOffsets = settings.comparisons.map((comparison) =>
    comparison.levels.map((level) => (level.frequencyOf === undefined ? -1 : width++)),
  );
  const addressDomains = [...new Set(findAddressParts(settings).flatMap((name) => byName.get(name)?.domain ?? []))];
  const domains = new Set(columns.map(({ domain }) => domain)).size + 1;
  return { columns, groups, domains, addressDomains, frequencyOffsets, width };
}

/** `home.slots` is made as `slots` by the entry `home`, `home` itself as ''; null where the entry does not make it. */
export function madeName(into: string, part: string): string | null {
  if (part === into) return '';
  return part.startsWith(`${into}.`) ? part.slice(into.length + 1) : null;
}

/** Every part that a level, a frequency or a blocking rule reads, in a fixed order. */
function readParts(settings: ResolutionSettings): readonly string[] {
  const names = new Set<string>();
  for (const { levels } of settings.comparisons) {
    for (const level of levels) {
      for (const name of partsReadBy(level.when)) names.add(name);
      for (const name of frequencyParts(level)) names.add(name);
    }
  }
  for (const { parts, refine } of settings.blocking) for (const name of [...parts, ...refine.flat()]) names.add(name);
  return [...names];
}

function frequencyParts({ frequencyOf, frequencyBy }: LevelSettings): readonly string[] {
  if (frequencyOf === undefined) return [];
  return frequencyBy === undefined ? [frequencyOf] : [frequencyOf, frequencyBy];
}

function findAddressParts(settings: ResolutionSettings): readonly string[] {
  const visit = (test: LevelTest): readonly string[] => {
    if (test.test === 'all' || test.test === 'any') return test.of.flatMap(visit);
    if (test.test === 'not') return visit(test.of);
    return test.test === 'address' ? partsReadBy(test) : [];
  };
  return settings.comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => visit(when)));
}

/** Numbers domains so that all parts that a test compares with another part are in one. */
function joinDomains(settings: ResolutionSettings, read: readonly string[]): (part: string) => number {
  const leader = new Map<string, string>();
  const find = (name: string): string => {
    let root = name;
    for (let up = leader.get(root); up !== undefined; up = leader.get(root)) root = up;
    return root;
  };
  const join = (a: string, b: string): void => {
    const [x, y] = [find(a), find(b)];
    if (x !== y) leader.set(x, y);
  };
  const visit = (test: LevelTest): void => {
    if (test.test === 'all' || test.test === 'any') test.of.forEach(visit);
    else if (test.test === 'not') visit(test.of);
    else if ('with' in test && test.with !== undefined) {
      const [first, ...others] = partsReadBy(test);
      for (const other of others) if (first !== undefined) join(first, other);
    }
  };
  for (const { levels } of settings.comparisons) for (const { when } of levels) visit(when);
  const numbers = new Map<string, number>();
  for (const name of read) {
    const root = find(name);
    if (!numbers.has(root)) numbers.set(root, numbers.size + 1);
  }
  return (part) => numbers.get(find(part)) ?? 0;
}
