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
  | 'DECISIONS_CONTRADICT';

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

/** A person's word on a pair of records, remembered for ever. */
export interface Decision {
  readonly id: string;
  readonly kind: 'link' | 'unlink';
  readonly a: { readonly dataset: DatasetName; readonly key: string };
  readonly b: { readonly dataset: DatasetName; readonly key: string };
  readonly author: string;
  readonly reason: string;
  readonly decidedAt: string;
}

export type ChangeKind = 'CREATED' | 'CHANGED' | 'ABSORBED' | 'SPLIT' | 'DELETED';
