import type { ChangeKind } from '../model/entity.ts';
import type { EntityId, EntityType } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import { copyRows } from './copy-rows.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

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
  const [last] = await runSql<{ seq: string }>(db, 'select coalesce(max(seq), 0) as seq from change');
  const first = BigInt(last?.seq ?? 0) + 1n;
  const rows = changes.map((change, place) => [
    String(first + BigInt(place)),
    now,
    change.kind,
    change.entityType,
    change.entityId,
    change.otherEntityId,
    arrayOf(change.fields),
    change.gridCode,
    change.previousGridCode,
  ]);
  await copyRows(db, 'change', columns, rows);
}

const columns = [
  'seq',
  'at',
  'kind',
  'entity_type',
  'entity_id',
  'other_entity_id',
  'fields',
  'grid_code',
  'previous_grid_code',
];
