import type { Finding } from '../model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../model/identity.ts';
import type { BatchState } from '../model/record.ts';
import type { Database } from './database.ts';
import type { StoredFinding } from './finding-store.ts';
import type { Review } from './review-store.ts';
import { runSql } from './run-sql.ts';

/** Open reviews after a position, the likeliest links first. */
export async function findReviewPage(
  db: Database,
  filter: { readonly entityType: EntityType | null },
  page: { readonly after: { readonly weight: number; readonly id: string } | null; readonly limit: number },
): Promise<readonly Review[]> {
  const { after, limit } = page;
  const rows = await runSql<Omit<Review, 'openedAt'> & { openedAt: Date }>(
    db,
    `select id, fingerprint, entity_type as "entityType", a, b, weight, reason, details, state, opened_at as "openedAt"
     from review where state = 'open' and entity_type = coalesce(?::text, entity_type)
       and (?::uuid is null or weight < ? or (weight = ? and id > ?::uuid))
     order by weight desc, id limit ?`,
    [filter.entityType, after?.id ?? null, after?.weight ?? 0, after?.weight ?? 0, after?.id ?? null, limit],
  );
  return rows.map((row) => ({ ...row, openedAt: row.openedAt.toISOString() }));
}

/** Open findings after a position, the newest first. */
export async function findFindingPage(
  db: Database,
  filter: { readonly kind: Finding['kind'] | null },
  page: { readonly after: { readonly foundAt: string; readonly id: string } | null; readonly limit: number },
): Promise<readonly StoredFinding[]> {
  const { after, limit } = page;
  const rows = await runSql<Omit<StoredFinding, 'foundAt'> & { foundAt: Date }>(
    db,
    `select id, fingerprint, kind, entity_type as "entityType", entity_ids as "entityIds", records, details, state,
       date_trunc('milliseconds', found_at) as "foundAt"
     from finding where state = 'open' and kind = coalesce(?::text, kind)
       and (?::uuid is null or date_trunc('milliseconds', found_at) < ?::timestamptz
         or (date_trunc('milliseconds', found_at) = ?::timestamptz and id > ?::uuid))
     order by date_trunc('milliseconds', found_at) desc, id limit ?`,
    [filter.kind, after?.id ?? null, after?.foundAt ?? null, after?.foundAt ?? null, after?.id ?? null, limit],
  );
  return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
}

/** Where a record is to be found; no values. */
export interface PointerRow {
  readonly id: RecordId;
  readonly dataset: string;
  readonly key: string;
  readonly entityType: EntityType;
  readonly entityId: EntityId | null;
}

const pointer = `select record.id, record.dataset, record.key, record.entity_type as "entityType",
  link.entity_id as "entityId"
  from record left join link on link.record_id = record.id`;

export function findPointers(db: Database, ids: readonly RecordId[]): Promise<readonly PointerRow[]> {
  return runSql<PointerRow>(db, `${pointer} where record.id = any(?::bigint[])`, [ids]);
}

export function findPointersByName(
  db: Database,
  names: readonly { readonly dataset: string; readonly key: string }[],
): Promise<readonly PointerRow[]> {
  return runSql<PointerRow>(
    db,
    `${pointer} join unnest(?::text[], ?::text[]) as asked (dataset, key)
       on (asked.dataset, asked.key) = (record.dataset, record.key)`,
    [names.map(({ dataset }) => dataset), names.map(({ key }) => key)],
  );
}

/** Whether the department has taken the record back: then it is linked to nothing, and will not be. */
export async function isRecordDeleted(db: Database, id: RecordId): Promise<boolean> {
  const rows = await runSql(db, 'select 1 from record where id = ? and deleted', [id]);
  return rows.length > 0;
}

/** The undeleted records of an entity. */
export function findPointersOfEntity(db: Database, entityId: EntityId): Promise<readonly PointerRow[]> {
  return runSql<PointerRow>(db, `${pointer} where link.entity_id = ? and not record.deleted order by record.id`, [
    entityId,
  ]);
}

/** A batch on its way, as an overview shows it. */
export interface OpenBatchRow {
  readonly id: string;
  readonly dataset: string;
  readonly state: BatchState;
  readonly receivedAt: Date;
  readonly received: number;
  readonly rejected: number;
  readonly pages: number;
  readonly pagesDone: number;
  readonly problem: string | null;
}

/** Batches whose effect is not yet published, oldest first. */
export function findOpenBatches(db: Database, limit: number): Promise<readonly OpenBatchRow[]> {
  return runSql<OpenBatchRow>(
    db,
    `select id, dataset, state, received_at as "receivedAt", received, rejected, problem,
       (select count(*)::integer from batch_page where batch_id = batch.id) as pages,
       (select count(*)::integer from batch_page where batch_id = batch.id and done) as "pagesDone"
     from batch where state in ('landed', 'ingesting', 'ingested') order by sequence limit ?`,
    [limit],
  );
}
