import type { EntityId, EntityType, RecordId } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

export interface Link {
  readonly recordId: RecordId;
  readonly entityId: EntityId;
}

/** An entity as it was before this resolution. */
export interface StoredEntity {
  readonly id: EntityId;
  readonly createdAt: string;
  readonly live: boolean;
  /** The oldest record that it had when it was last looked at. */
  readonly anchor: RecordId | null;
  /** Records linked to it, deleted ones included until the next resolution; of an ended one its anchor. */
  readonly members: readonly RecordId[];
}

interface Row {
  readonly id: EntityId;
  readonly created_at: Date;
  readonly anchor: RecordId | null;
  readonly members: RecordId[];
  readonly live: boolean;
}

/**
 * The live entities that hold any of these records, each with all of its members, and the ended ones, absorbed or gone,
 * that stand for one of them.
 */
export async function findEntitiesOfRecords(
  db: Database,
  records: readonly RecordId[],
): Promise<readonly StoredEntity[]> {
  const ids = arrayOf(records);
  const rows = await runPrepared<Row>(
    db,
    `select entity.id, entity.created_at, entity.anchor, array_agg(link.record_id::text) as members, true as live
     from entity join link on link.entity_id = entity.id
     where entity.id in (select entity_id from link where record_id = any(?::bigint[]))
     group by entity.id
     union all
     select id, created_at, anchor, array[anchor::text], false
     from entity where state <> 'live' and anchor = any(?::bigint[])`,
    [ids, ids],
  );
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at.toISOString() }));
}

/** An entity that lives from now on, and the record that its id stands for. */
export interface LivingEntity {
  readonly id: EntityId;
  readonly anchor: RecordId;
}

export async function insertEntities(
  db: Database,
  entityType: EntityType,
  entities: readonly LivingEntity[],
  now: Date,
): Promise<void> {
  if (entities.length === 0) return;
  await runPrepared(
    db,
    `insert into entity (id, entity_type, state, anchor, created_at)
     select id, ?, 'live', anchor, ? from unnest(?::uuid[], ?::bigint[]) as t (id, anchor)`,
    [entityType, now, arrayOf(entities.map(({ id }) => id)), arrayOf(entities.map(({ anchor }) => anchor))],
  );
}

/** Lets entities live, those that had ended too, and notes which record each stands for. */
export async function updateLivingEntities(db: Database, entities: readonly LivingEntity[]): Promise<void> {
  if (entities.length === 0) return;
  await runPrepared(
    db,
    `update entity set state = 'live', absorbed_into = null, ended_at = null, anchor = t.anchor
     from unnest(?::uuid[], ?::bigint[]) as t (id, anchor) where entity.id = t.id`,
    [arrayOf(entities.map(({ id }) => id)), arrayOf(entities.map(({ anchor }) => anchor))],
  );
}

/** Ends entities: absorbed into another (their id becomes an alias of it) or gone. */
export async function endEntities(
  db: Database,
  ended: readonly { readonly id: EntityId; readonly into: EntityId | null }[],
  now: Date,
): Promise<void> {
  if (ended.length === 0) return;
  await runPrepared(
    db,
    `update entity set
       state = case when t.into_id is null then 'gone' else 'absorbed' end,
       absorbed_into = t.into_id, ended_at = coalesce(ended_at, ?)
     from unnest(?::uuid[], ?::uuid[]) as t (id, into_id)
     where entity.id = t.id and (state = 'live' or absorbed_into is distinct from t.into_id)`,
    [now, arrayOf(ended.map(({ id }) => id)), arrayOf(ended.map(({ into }) => into))],
  );
}

export async function upsertLinks(db: Database, links: readonly Link[], now: Date): Promise<void> {
  if (links.length === 0) return;
  await runPrepared(
    db,
    `insert into link (record_id, entity_id, linked_at)
     select record_id, entity_id, ? from unnest(?::bigint[], ?::uuid[]) as t (record_id, entity_id)
     on conflict (record_id) do update set entity_id = excluded.entity_id, linked_at = excluded.linked_at
     where link.entity_id <> excluded.entity_id`,
    [now, arrayOf(links.map(({ recordId }) => recordId)), arrayOf(links.map(({ entityId }) => entityId))],
  );
}

export async function removeLinks(db: Database, records: readonly RecordId[]): Promise<void> {
  if (records.length === 0) return;
  await runPrepared(db, 'delete from link where record_id = any(?::bigint[])', [arrayOf(records)]);
}

/** Where each of the records is linked to; records without a link are left out. */
export async function findLinks(db: Database, records: readonly RecordId[]): Promise<readonly Link[]> {
  if (records.length === 0) return [];
  const rows = await runPrepared<{ record_id: RecordId; entity_id: EntityId }>(
    db,
    'select record_id, entity_id from link where record_id = any(?::bigint[])',
    [arrayOf(records)],
  );
  return rows.map(({ record_id, entity_id }) => ({ recordId: record_id, entityId: entity_id }));
}

export const copyEntities = (table = 'entity'): string =>
  `copy ${table} (id, entity_type, state, anchor, created_at) from stdin`;

/** A line of `copyEntities`: an entity that lives. */
export const encodeEntityRow = (entityType: EntityType, { id, anchor }: LivingEntity, now: Date): string =>
  `${id}\t${entityType}\tlive\t${anchor}\t${now.toISOString()}\n`;

export const copyLinks = (table = 'link'): string => `copy ${table} (record_id, entity_id, linked_at) from stdin`;

/** A line of `copyLinks`. */
export const encodeLinkRow = ({ recordId, entityId }: Link, now: Date): string =>
  `${recordId}\t${entityId}\t${now.toISOString()}\n`;
