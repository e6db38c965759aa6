import type { BatchId, DatasetName, EntityType, Label, RecordId } from './identity.ts';

/** What a reader yields for one row of a body: cells as text by column name, or why the row could not be parsed. */
export type ReadRow =
  | {
      readonly rowNumber: number;
      /** Verbatim: column → text as sent (JSON forms: the parsed value). */
      readonly cells: Readonly<Record<string, unknown>>;
    }
  | {
      readonly rowNumber: number;
      readonly fault: RowFault;
      /** As much of the row as could be read, for the return file. */
      readonly excerpt: string;
    };

/** Why a row was rejected. `rule` is a stable code such as KEY_MISSING or ID_NUMBER_LOST_DIGITS. */
export interface RowFault {
  readonly rule: string;
  /** The source column at fault, null when it is the row as a whole. */
  readonly column: string | null;
  readonly reason: Label;
}

/** A doubt about one value of an accepted row; a flagged value is kept as sent and is no exact evidence. */
export interface Flag {
  readonly field: string;
  readonly rule: string;
  /** Stable code of what exactly is wrong, where the rule knows it: CITIZEN_ID_INVALID for CHECK_CHARACTER. */
  readonly reason?: string;
}

/** A row after its contract: keyed, versioned, in standard elements. */
export interface MappedRow {
  readonly key: string;
  /** UTC instant, ISO 8601 with milliseconds. */
  readonly version: string;
  /** Field name (`ContractField.to`) → canonical text. Absent = not given. */
  readonly values: Readonly<Record<string, string>>;
  readonly flags: readonly Flag[];
  readonly deleted: boolean;
}

/** A record as resolution and golden rules see it: the current version of one row of one dataset. */
export interface RecordValues {
  readonly id: RecordId;
  readonly dataset: DatasetName;
  readonly key: string;
  readonly entityType: EntityType;
  readonly version: string;
  readonly values: Readonly<Record<string, string>>;
  readonly flags: readonly Flag[];
}

export type BatchState = 'landed' | 'ingesting' | 'ingested' | 'published' | 'failed';

/** Counts of one batch: received = accepted + unchanged + superseded + rejected once ingested. */
export interface BatchCounts {
  readonly received: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly superseded: number;
  readonly rejected: number;
}

export interface Batch extends BatchCounts {
  readonly id: BatchId;
  readonly dataset: DatasetName;
  readonly state: BatchState;
  readonly mode: 'upsert' | 'snapshot';
  readonly receivedAt: string;
  readonly ingestedAt: string | null;
  readonly publishedAt: string | null;
}
