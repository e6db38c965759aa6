import type { ChangeKind } from '../../model/entity.ts';
import type { EntityId, EntityType } from '../../model/identity.ts';
import type { AreaScope } from '../../rules/access/area-scope.ts';
import type { Database } from '../database.ts';
import { runSql } from '../run-sql.ts';
import { scopeClause } from './sql-clause.ts';

export interface ChangeRow {
  readonly seq: string;
  readonly at: Date;
  readonly kind: ChangeKind;
  readonly entityType: EntityType;
  readonly entityId: EntityId;
  readonly otherEntityId: EntityId | null;
  readonly fields: readonly string[];
  /** From one grid to another, or to or from none. */
  readonly moved: boolean;
}

/** Changes after a position, of what is or was in the scope: who moved away must be told to the area that was left. */
export async function findChanges(
  db: Database,
  scope: AreaScope,
  entityTypes: readonly EntityType[],
  page: { readonly after: bigint; readonly limit: number },
): Promise<readonly ChangeRow[]> {
  const now = scopeClause(scope, 'grid_code');
  const before = scopeClause(scope, 'previous_grid_code');
  return runSql<ChangeRow>(
    db,
    `select seq, at, kind, entity_type as "entityType", entity_id as "entityId", other_entity_id as "otherEntityId", fields,
       grid_code is distinct from previous_grid_code as moved
     from change where seq > ? and entity_type = any(?::text[]) and (${now.sql} or ${before.sql}) order by seq limit ?`,
    [page.after.toString(), entityTypes, ...now.bindings, ...before.bindings, page.limit],
  );
}

/** The newest position of the feed, whoever it is about. */
export async function findLastSeq(db: Database): Promise<string> {
  const [row] = await runSql<{ seq: string | null }>(db, 'select max(seq) as seq from change');
  return row?.seq ?? '0';
}
