import type { ChangeKind } from '../model/entity.ts';
import type { EntityId, EntityType } from '../model/identity.ts';
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
  await runSql(
    db,
    `insert into change (seq, at, kind, entity_type, entity_id, other_entity_id, fields, grid_code, previous_grid_code)
     select (select coalesce(max(seq), 0) from change) + row_number() over (order by position), ?,
       c->>'kind', c->>'entityType', (c->>'entityId')::uuid, (c->>'otherEntityId')::uuid,
       array(select jsonb_array_elements_text(c->'fields')), c->>'gridCode', c->>'previousGridCode'
     from jsonb_array_elements(?::jsonb) with ordinality as t (c, position)`,
    [now, JSON.stringify(changes)],
  );
}
