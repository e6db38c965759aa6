import type { DatasetName, EntityId } from '../../model/identity.ts';
import type { Database } from '../database.ts';
import { runSql } from '../run-sql.ts';

/** A linked record as it lies in the table: for the guarded reader only. */
export interface RecordRow {
  readonly entityId: EntityId;
  readonly dataset: DatasetName;
  readonly key: string;
  readonly version: Date;
  readonly receivedAt: Date;
  readonly values: Readonly<Record<string, string>>;
}

/** The current, undeleted records linked to these live entities, by dataset and key. */
export async function findLinkedRecords(db: Database, entityIds: readonly EntityId[]): Promise<readonly RecordRow[]> {
  return runSql<RecordRow>(
    db,
    `select link.entity_id as "entityId", record.dataset, record.key, record.version,
       record.received_at as "receivedAt", record."values"
     from link join record on record.id = link.record_id
     where link.entity_id = any(?::uuid[]) and not record.deleted
     order by record.dataset, record.key`,
    [entityIds],
  );
}
