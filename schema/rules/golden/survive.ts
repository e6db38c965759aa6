import type { Provenance } from '../../model/entity.ts';
import type { EntityType } from '../../model/identity.ts';
import type { RecordValues } from '../../model/record.ts';
import { type StandardElement, standardElements } from '../../model/standard-elements.ts';
import type { BelievedTable } from './believed-table.ts';

export interface SurvivingValues {
  readonly values: Readonly<Record<string, string>>;
  readonly provenance: Readonly<Record<string, Provenance>>;
}

/** A document's type means nothing apart from its number: it comes from the record that gave the number. */
const follows: readonly (readonly [follower: string, leader: string])[] = [['documentType', 'documentNumber']];
const dayMs = 86_400_000;

/**
 * What the hub believes of an entity, element by element, and which record said so.
 *
 * Pure, and independent of the order of `members` and of record ids: ties end at (dataset, key, value), so any
 * history of deliveries that leaves the same records leaves the same golden record.
 */
export function surviveValues(
  entityType: EntityType,
  members: readonly RecordValues[],
  believed: BelievedTable,
): SurvivingValues {
  const values: Record<string, string> = {};
  const provenance: Record<string, Provenance> = {};
  const sources = members.map(toSource);
  for (const element of standardElements[entityType]) {
    const winner = findBelieved(element, sources, believed);
    const value = winner?.record.values[element.name];
    if (!winner || !value) continue;
    values[element.name] = value;
    provenance[element.name] = winner.provenance;
  }
  for (const [follower, leader] of follows) {
    const source = sources.find(({ record }) => record.id === provenance[leader]?.recordId);
    if (!source) continue;
    const value = source.record.values[follower];
    delete values[follower];
    delete provenance[follower];
    if (!value) continue;
    values[follower] = value;
    provenance[follower] = source.provenance;
  }
  return { values, provenance };
}

/** A member, with what every element asks of it made once. */
interface Source {
  readonly record: RecordValues;
  readonly provenance: Provenance;
  readonly versionMs: number;
}

const toSource = (record: RecordValues): Source => ({
  record,
  provenance: { dataset: record.dataset, key: record.key, recordId: record.id, version: record.version },
  versionMs: Date.parse(record.version),
});

/** Who is believed of those who state the element. Most elements are stated once; who states it alone is believed. */
function findBelieved(element: StandardElement, sources: readonly Source[], believed: BelievedTable): Source | null {
  const { name } = element;
  let only: Source | null = null;
  let several = false;
  for (const source of sources) {
    if (!source.record.values[name]) continue;
    if (only) several = true;
    else only = source;
  }
  return several ? rank(element, sources, believed) : only;
}

interface Candidate {
  readonly source: Source;
  readonly flagged: boolean;
  readonly rank: number;
  readonly fresh: boolean;
}

function rank(element: StandardElement, sources: readonly Source[], believed: BelievedTable): Source | null {
  const { name, survivorship } = element;
  const given = sources.filter(({ record }) => record.values[name]);
  const newestMs = given.reduce((latest, { versionMs }) => Math.max(latest, versionMs), 0);
  const compare = survivorship === 'most-believed' ? byBelief : byRecency;
  let best: Candidate | null = null;
  for (const source of given) {
    const { rank: rankOf, freshDays } = believed(source.record.dataset, name);
    const candidate: Candidate = {
      source,
      flagged: source.record.flags.some((flag) => flag.field === name),
      rank: rankOf,
      fresh: freshDays !== null && newestMs - source.versionMs <= freshDays * dayMs,
    };
    if (!best || compare(candidate, best, name) < 0) best = candidate;
  }
  return best?.source ?? null;
}

function byBelief(a: Candidate, b: Candidate, name: string): number {
  return Number(a.flagged) - Number(b.flagged) || a.rank - b.rank || byVersion(a, b) || byName(a, b, name);
}

function byRecency(a: Candidate, b: Candidate, name: string): number {
  return (
    Number(a.flagged) - Number(b.flagged) ||
    Number(b.fresh) - Number(a.fresh) ||
    byVersion(a, b) ||
    a.rank - b.rank ||
    byName(a, b, name)
  );
}

const byVersion = (a: Candidate, b: Candidate): number => b.source.versionMs - a.source.versionMs;

const byName = ({ source: { record: a } }: Candidate, { source: { record: b } }: Candidate, name: string): number =>
  compareText(a.dataset, b.dataset) ||
  compareText(a.key, b.key) ||
  compareText(a.values[name] ?? '', b.values[name] ?? '');

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
