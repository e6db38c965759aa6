import type { DatasetName, EntityType, RecordId } from '../model/identity.ts';
import type { Flag, RecordValues } from '../model/record.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

interface Row {
  readonly id: RecordId;
  readonly dataset: string;
  readonly key: string;
  readonly entity_type: EntityType;
  readonly version: Date;
  readonly values: Record<string, string>;
  readonly flags: Flag[];
}

const columns = 'id, dataset, key, entity_type, version, "values", flags';

/** The current values of those of the records that are not deleted, ordered by id. */
export async function findRecordValues(db: Database, ids: readonly RecordId[]): Promise<readonly RecordValues[]> {
  if (ids.length === 0) return [];
  const rows = await runPrepared<Row>(
    db,
    `select ${columns} from record where id = any(?::bigint[]) and not deleted order by id`,
    [arrayOf(ids)],
  );
  return rows.map(toRecordValues);
}

/** Which records state one of the document numbers, by the index on the number. */
export async function findDocumentHolders(db: Database, numbers: readonly string[]): Promise<readonly RecordId[]> {
  if (numbers.length === 0) return [];
  const rows = await runPrepared<{ id: RecordId }>(
    db,
    `select id from record
     where entity_type = 'resident' and not deleted and "values"->>'documentNumber' = any(?::text[])`,
    [numbers],
  );
  return rows.map(({ id }) => id);
}

/** The records of these names, deleted ones too. */
export async function findRecordIds(
  db: Database,
  names: readonly { readonly dataset: DatasetName; readonly key: string }[],
): Promise<readonly RecordId[]> {
  if (names.length === 0) return [];
  const rows = await runPrepared<{ id: RecordId }>(
    db,
    'select id from record join unnest(?::text[], ?::text[]) as t (dataset, key) using (dataset, key)',
    [names.map(({ dataset }) => dataset), names.map(({ key }) => key)],
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes up to `limit` records that wait for resolution, oldest first. A record that changes meanwhile waits anew; one
 * that a delivery is just writing is left to the next run, so that the two never wait for each other in a ring.
 */
export async function takePendingRecords(
  db: Database,
  limit: number,
): Promise<readonly { readonly id: RecordId; readonly entityType: EntityType }[]> {
  const rows = await runPrepared<{ id: RecordId; entity_type: EntityType }>(
    db,
    `with taken as (
       delete from pending_record
       where record_id in (select record_id from pending_record order by seq limit ? for update skip locked)
       returning record_id
     )
     select record.id, record.entity_type from taken join record on record.id = taken.record_id`,
    [limit],
  );
  return rows.map(({ id, entity_type }) => ({ id, entityType: entity_type }));
}

/**
 * Lets records wait for resolution, seen once the caller commits. An entry that is there already is touched: a run that
 * has just begun leaves it alone, instead of taking it off the list without seeing what the caller wrote.
 */
export async function markPending(db: Database, ids: readonly RecordId[]): Promise<void> {
  await runPrepared(
    db,
    `insert into pending_record (record_id) select distinct id from unnest(?::bigint[]) as t (id) order by id
     on conflict (record_id) do update set record_id = excluded.record_id`,
    [ids],
  );
}

const toRecordValues = (row: Row): RecordValues => ({
  id: row.id,
  dataset: row.dataset,
  key: row.key,
  entityType: row.entity_type,
  version: row.version.toISOString(),
  values: row.values,
  flags: row.flags,
});
