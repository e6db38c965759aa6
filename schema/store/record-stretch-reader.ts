import type { EntityType, RecordId } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** A record as a full run reads it, by the hundred thousand. */
export interface StretchRecord {
  readonly id: RecordId;
  readonly dataset: string;
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  /** The row's xmin: another one later says that the record has changed. */
  readonly row_version: string;
}

/** The records of a type with from ≤ id < to that are not deleted, ordered by id. */
export async function readStretch(
  db: Database,
  entityType: EntityType,
  from: string,
  to: string,
): Promise<readonly StretchRecord[]> {
  return runSql<StretchRecord>(
    db,
    `select id, dataset, key, "values", xmin::text as row_version from record
     where entity_type = ? and id >= ? and id < ? and not deleted order by id`,
    [entityType, from, to],
  );
}

/** The row version of each of the records that exist and are not deleted. */
export async function findRowVersions(
  db: Database,
  ids: string,
): Promise<readonly { readonly id: RecordId; readonly row_version: string }[]> {
  return runSql(db, 'select id, xmin::text as row_version from record where id = any(?::bigint[]) and not deleted', [
    ids,
  ]);
}
