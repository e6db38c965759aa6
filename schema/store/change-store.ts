import type { ChangeKind } from '../model/entity.ts';
import type { EntityId, EntityType } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import { copyText, escapeText } from './copy-rows.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** One entry of the ordered change feed; it says what changed, never the values. */
export interface ChangeDraft {
  readonly kind: ChangeKind;
  readonly entityType: EntityType;
  readonly entityId: EntityId;
  /** ABSORBED: the entity it became. SPLIT: the entity it was part of. */
  readonly otherEntityId: EntityId | null;
  readonly fields: readonly string[];
  readonly gridCode: string | null;
  readonly previousGridCode: string | null;
}

/**
 * Appends changes with the next sequence numbers. Gap-free because the caller holds the resolution lock and a
 * rolled-back transaction takes its numbers back.
 */
export async function appendChanges(db: Database, changes: readonly ChangeDraft[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const [last] = await runPrepared<{ seq: string }>(db, 'select coalesce(max(seq), 0) as seq from change');
  const first = BigInt(last?.seq ?? 0) + 1n;
  if (changes.length <= fewRows) {
    await runPrepared(db, insertChanges, [
      first.toString(),
      now,
      JSON.stringify(changes.map((change, place) => ({ ...change, place, fields: arrayOf(change.fields) }))),
    ]);
    return;
  }
  let lines = '';
  changes.forEach((change, place) => {
    lines += encodeChangeRow(change, first + BigInt(place), now);
  });
  await copyText(db, copyChanges(), Buffer.from(lines));
}

/** A COPY goes to the server twice; up to so many rows one statement is quicker. */
const fewRows = 100;

const insertChanges = `
  insert into change (seq, at, kind, entity_type, entity_id, other_entity_id, fields, grid_code, previous_grid_code)
  select ?::bigint + place, ?, kind, "entityType", "entityId", "otherEntityId", fields::text[], "gridCode", "previousGridCode"
  from jsonb_to_recordset(?::jsonb) as c (place integer, kind text, "entityType" text, "entityId" uuid,
    "otherEntityId" uuid, fields text, "gridCode" text, "previousGridCode" text)`;

export const copyChanges = (table = 'change'): string =>
  `copy ${table} (seq, at, kind, entity_type, entity_id, other_entity_id, fields, grid_code, previous_grid_code) from stdin`;

/** A line of `copyChanges`. @param seq the caller holds the resolution lock and counts on from the last one */
export function encodeChangeRow(change: ChangeDraft, seq: bigint, now: Date): string {
  const { kind, entityType, entityId, otherEntityId, fields, gridCode, previousGridCode } = change;
  const line = `${seq}\t${now.toISOString()}\t${kind}\t${entityType}\t${entityId}\t${otherEntityId ?? '\\N'}`;
  return `${line}\t${arrayOf(fields)}\t${cell(gridCode)}\t${cell(previousGridCode)}\n`;
}

const cell = (value: string | null): string => (value === null ? '\\N' : escapeText(value));
