import type { EntityId, EntityType, RecordId } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

export interface Link {
  readonly recordId: RecordId;
  readonly entityId: EntityId;
}

export interface LiveEntity {
  readonly id: EntityId;
  readonly createdAt: string;
  /** Records linked to it, deleted ones included until the next resolution. */
  readonly members: readonly RecordId[];
}

/** The entities that hold any of these records, each with all of its members. */
export async function findEntitiesOfRecords(
  db: Database,
  records: readonly RecordId[],
): Promise<readonly LiveEntity[]> {
  const rows = await runSql<{ id: EntityId; created_at: Date; members: RecordId[] }>(
    db,
    `select entity.id, entity.created_at, array_agg(link.record_id::text) as members
     from entity join link on link.entity_id = entity.id
     where entity.id in (select entity_id from link where record_id = any(?::bigint[]))
     group by entity.id`,
    [records],
  );
  return rows.map(({ id, created_at, members }) => ({ id, createdAt: created_at.toISOString(), members }));
}

export async function insertEntities(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
  now: Date,
): Promise<void> {
  await runSql(
    db,
    `insert into entity (id, entity_type, state, created_at)
     select id, ?, 'live', ? from unnest(?::uuid[]) as t (id)`,
    [entityType, now, ids],
  );
}

/** Ends entities: absorbed into another (their id becomes an alias of it) or gone. */
export async function endEntities(
  db: Database,
  ended: readonly { readonly id: EntityId; readonly into: EntityId | null }[],
  now: Date,
): Promise<void> {
  await runSql(
    db,
    `update entity set
       state = case when t.into_id is null then 'gone' else 'absorbed' end,
       absorbed_into = t.into_id, ended_at = ?
     from unnest(?::uuid[], ?::uuid[]) as t (id, into_id)
     where entity.id = t.id`,
    [now, ended.map(({ id }) => id), ended.map(({ into }) => into)],
  );
}

export async function upsertLinks(db: Database, links: readonly Link[], now: Date): Promise<void> {
  await runSql(
    db,
    `insert into link (record_id, entity_id, linked_at)
     select record_id, entity_id, ? from unnest(?::bigint[], ?::uuid[]) as t (record_id, entity_id)
     on conflict (record_id) do update set entity_id = excluded.entity_id, linked_at = excluded.linked_at
     where link.entity_id <> excluded.entity_id`,
    [now, links.map(({ recordId }) => recordId), links.map(({ entityId }) => entityId)],
  );
}

export async function removeLinks(db: Database, records: readonly RecordId[]): Promise<void> {
  await runSql(db, 'delete from link where record_id = any(?::bigint[])', [records]);
}

/** Where each of the records is linked to; records without a link are left out. */
export async function findLinks(db: Database, records: readonly RecordId[]): Promise<readonly Link[]> {
  const rows = await runSql<{ record_id: RecordId; entity_id: EntityId }>(
    db,
    'select record_id, entity_id from link where record_id = any(?::bigint[])',
    [records],
  );
  return rows.map(({ record_id, entity_id }) => ({ recordId: record_id, entityId: entity_id }));
}
