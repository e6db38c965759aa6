import type { DatasetName, EntityId, EntityType, RecordId } from './identity.ts';

/** Where a golden value comes from. */
export interface Provenance {
  readonly dataset: DatasetName;
  readonly key: string;
  readonly recordId: RecordId;
  readonly version: string;
}

export type FindingKind =
  | 'DECEASED_DRAWING_ALLOWANCE'
  | 'ID_NUMBER_SHARED'
  | 'ID_NUMBERS_DIFFER'
  | 'SEX_CONFLICT'
  | 'BIRTH_DATE_CONFLICT'
  | 'STATUS_CONFLICT'
  | 'SAME_VERSION_DIFFERENT_CONTENT'
  | 'DECISIONS_CONTRADICT'
  | 'DECISION_AGAINST_GUARD';

/** A contradiction between departments or a broken duty. `fingerprint` makes it one row however often it is found. */
export interface Finding {
  readonly kind: FindingKind;
  readonly fingerprint: string;
  readonly entityType: EntityType;
  readonly entityIds: readonly EntityId[];
  readonly records: readonly { readonly dataset: DatasetName; readonly key: string }[];
  /** Element names and codes only; never identity numbers. */
  readonly details: Readonly<Record<string, string>>;
}

/** A record by the names that outlive re-delivery. */
export interface RecordName {
  readonly dataset: DatasetName;
  readonly key: string;
}

interface PersonsWord {
  readonly id: string;
  readonly author: string;
  readonly reason: string;
  readonly decidedAt: string;
}

/** Two records are one entity, or are two. */
export interface PairDecision extends PersonsWord {
  readonly kind: 'link' | 'unlink';
  readonly a: RecordName;
  readonly b: RecordName;
}

/** A record is no subject at all: a clerk's test row, an organisation's name entered as a person. */
export interface NotAPersonDecision extends PersonsWord {
  readonly kind: 'not-a-person';
  readonly record: RecordName;
}

/** A person's word on records, remembered for ever. */
export type Decision = PairDecision | NotAPersonDecision;

/** The records that a decision names: two, or one. */
export const recordsOf = (decision: Decision): readonly RecordName[] =>
  decision.kind === 'not-a-person' ? [decision.record] : [decision.a, decision.b];

/**
 * in-force: it holds, if only as soon as its records are there. superseded: a newer one on the same records stands.
 * contradicted: other decisions in force say otherwise, and those are followed. undone: its author, or another, took it back.
 */
export type DecisionState = 'in-force' | 'superseded' | 'contradicted' | 'undone';

export type ChangeKind = 'CREATED' | 'CHANGED' | 'ABSORBED' | 'SPLIT' | 'DELETED';
