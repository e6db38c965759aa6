import type { Provenance } from '../../model/entity.ts';
import type { EntityType } from '../../model/identity.ts';
import type { RecordValues } from '../../model/record.ts';
import { type StandardElement, standardElements } from '../../model/standard-elements.ts';
import type { BelievedTable } from './believed-table.ts';

export interface SurvivingValues {
  readonly values: Readonly<Record<string, string>>;
  readonly provenance: Readonly<Record<string, Provenance>>;
}

export interface Candidate {
  readonly value: string;
  readonly record: RecordValues;
  readonly flagged: boolean;
  readonly rank: number;
  readonly fresh: boolean;
}

/** A document's type means nothing apart from its number: it comes from the record that gave the number. */
const follows: Readonly<Record<string, string>> = { documentType: 'documentNumber' };
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
  for (const element of standardElements[entityType]) {
    const given = members.filter((member) => member.values[element.name]);
    // Most elements are stated once; who states it alone is believed.
    const winner = given.length > 1 ? rankCandidates(element, given, believed)[0]?.record : given[0];
    if (!winner) continue;
    values[element.name] = winner.values[element.name] ?? '';
    provenance[element.name] = toProvenance(winner);
  }
  for (const [follower, leader] of Object.entries(follows)) {
    const source = members.find((member) => member.id === provenance[leader]?.recordId);
    if (!source) continue;
    const value = source.values[follower];
    delete values[follower];
    delete provenance[follower];
    if (!value) continue;
    values[follower] = value;
    provenance[follower] = toProvenance(source);
  }
  return { values, provenance };
}

/** Every candidate for one element, the believed one first: the rest are the losing values a steward may look at. */
function rankCandidates(
  element: StandardElement,
  members: readonly RecordValues[],
  believed: BelievedTable,
): readonly Candidate[] {
  const given = members.filter((member) => member.values[element.name]);
  const newest = given.reduce((latest, member) => Math.max(latest, Date.parse(member.version)), 0);
  const candidates = given.map((record): Candidate => {
    const { rank, freshDays } = believed(record.dataset, element.name);
    const ageMs = newest - Date.parse(record.version);
    return {
      value: record.values[element.name] ?? '',
      record,
      flagged: record.flags.some((flag) => flag.field === element.name),
      rank,
      fresh: freshDays !== null && ageMs <= freshDays * dayMs,
    };
  });
  return candidates.sort(element.survivorship === 'most-believed' ? byBelief : byRecency);
}

function byBelief(a: Candidate, b: Candidate): number {
  return Number(a.flagged) - Number(b.flagged) || a.rank - b.rank || byVersion(a, b) || byName(a, b);
}

function byRecency(a: Candidate, b: Candidate): number {
  return (
    Number(a.flagged) - Number(b.flagged) ||
    Number(b.fresh) - Number(a.fresh) ||
    byVersion(a, b) ||
    a.rank - b.rank ||
    byName(a, b)
  );
}

const byVersion = (a: Candidate, b: Candidate): number => Date.parse(b.record.version) - Date.parse(a.record.version);

const byName = (a: Candidate, b: Candidate): number =>
  compareText(a.record.dataset, b.record.dataset) ||
  compareText(a.record.key, b.record.key) ||
  compareText(a.value, b.value);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const toProvenance = ({ dataset, key, id, version }: RecordValues): Provenance => ({
  dataset,
  key,
  recordId: id,
  version,
});
