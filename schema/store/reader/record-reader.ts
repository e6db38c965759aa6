import type { RecordName } from '../../model/entity.ts';
import type { DatasetName, EntityId, EntityType, RecordId } from '../../model/identity.ts';
import type { Database } from '../database.ts';
import { runSql } from '../run-sql.ts';

/** A linked record as it lies in the table: for the guarded reader only. */
export interface RecordRow {
  readonly dataset: DatasetName;
  readonly key: string;
  readonly version: Date;
  readonly receivedAt: Date;
  readonly values: Readonly<Record<string, string>>;
}

export interface LinkedRecordRow extends RecordRow {
  readonly entityId: EntityId;
}

/** The current, undeleted records linked to these live entities, by dataset and key. */
export async function findLinkedRecords(
  db: Database,
  entityIds: readonly EntityId[],
): Promise<readonly LinkedRecordRow[]> {
  return runSql<LinkedRecordRow>(
    db,
    `select link.entity_id as "entityId", record.dataset, record.key, record.version,
       record.received_at as "receivedAt", record."values"
     from link join record on record.id = link.record_id
     where link.entity_id = any(?::uuid[]) and not record.deleted
     order by record.dataset, record.key`,
    [entityIds],
  );
}

export interface SetAsideRow extends RecordRow {
  readonly id: RecordId;
  readonly entityType: EntityType;
}

/** Those of the records that are no subject by a person's word. */
export function findRecordsSetAside(db: Database, names: readonly RecordName[]): Promise<readonly SetAsideRow[]> {
  return runSql<SetAsideRow>(
    db,
    `select record.id, record.dataset, record.key, record.entity_type as "entityType", record.version,
       record.received_at as "receivedAt", record."values"
     from record join unnest(?::text[], ?::text[]) as asked (dataset, key) using (dataset, key)
     where not record.deleted and exists (
       select from decision where (a_dataset, a_key) = (record.dataset, record.key)
         and kind = 'not-a-person' and undone_at is null)`,
    [names.map(({ dataset }) => dataset), names.map(({ key }) => key)],
  );
}
