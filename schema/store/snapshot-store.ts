import type { BatchId, DatasetName, RecordId } from '../model/identity.ts';
import { asBatchId } from '../model/identity.ts';
import type { OpenBatch } from './batch-store.ts';
import type { Database } from './database.ts';
import { runPrepared, runSql } from './run-sql.ts';

/** A complete delivery: at `asOf` the dataset held these keys and no others. */
export interface Snapshot {
  readonly id: BatchId;
  readonly asOf: Date;
  readonly sequence: string;
}

/** Namespace of the advisory locks on datasets; chosen once, arbitrary. */
const lockSpace = 727_002;

/** Pages of a dataset run side by side; nobody finishes a snapshot of it meanwhile. */
export async function shareDataset(trx: Database, dataset: DatasetName): Promise<void> {
  await runPrepared(trx, 'select pg_advisory_xact_lock_shared(?, hashtext(?))', [lockSpace, dataset]);
}

/** Waits until no page of the dataset is running, and keeps new ones waiting until the transaction ends. */
export async function holdDataset(trx: Database, dataset: DatasetName): Promise<void> {
  await runSql(trx, 'select pg_advisory_xact_lock(?, hashtext(?))', [lockSpace, dataset]);
}

/** The ingested snapshot with the latest `asOf`; only that one can say what the dataset does not hold. */
export async function findLatestSnapshot(db: Database, dataset: DatasetName): Promise<Snapshot | null> {
  const [row] = await runPrepared<{ id: string; as_of: Date; sequence: string }>(
    db,
    `select id, as_of, sequence from batch
     where dataset = ? and mode = 'snapshot' and state in ('ingested', 'published')
     order by as_of desc, sequence desc limit 1`,
    [dataset],
  );
  return row ? { id: asBatchId(row.id), asOf: row.as_of, sequence: row.sequence } : null;
}

/** Whether `a` is the later word on what a dataset holds. */
export const isLater = (a: Pick<OpenBatch, 'asOf' | 'sequence'>, b: Pick<OpenBatch, 'asOf' | 'sequence'>): boolean =>
  a.asOf.getTime() === b.asOf.getTime() ? BigInt(a.sequence) > BigInt(b.sequence) : a.asOf > b.asOf;

/**
 * A rejected row still says that its subject exists: by its key or, where the row could not even be parsed, by the
 * key occurring in what was read of it.
 */
const namedByReject = `exists (
  select from reject j where j.batch_id = :batchId
    and (j.key = r.key or (j.key is null and (position(r.key in j.excerpt) > 0 or position(r.key in j.raw::text) > 0)))
)`;

const entomb = (chosen: string) => `
  with gone as (
    update record r set deleted = true, version = :asOf, hash = :hash, raw = '{}', "values" = '{}', flags = '[]',
      batch_id = :batchId, row_number = null
    where r.id in (select r.id from record r where ${chosen} order by r.key for update)
    returning id
  ),
  history as (
    insert into record_version (record_id, version, hash, raw, deleted, batch_id, row_number, received_at)
    select id, :asOf, :hash, '{}', true, :batchId, null, :now from gone
    on conflict (record_id, version, hash) do nothing
  ),
  waiting as (
    insert into pending_record (record_id) select id from gone order by id
    on conflict (record_id) do update set record_id = excluded.record_id
  )
  select count(*)::int as count from gone`;

/** Sorts below every content: at the same instant a row outweighs its absence from a snapshot. */
const absenceHash = Buffer.alloc(32);

/** Sets tombstones on the records, not newer than the snapshot, that it does not name. @returns how many */
export async function deleteVanished(
  trx: Database,
  dataset: DatasetName,
  snapshot: Snapshot,
  now: Date,
): Promise<number> {
  const [row] = await runSql<{ count: number }>(
    trx,
    entomb(`r.dataset = :dataset and not r.deleted and r.version <= :asOf and not ${namedByReject}
      and not exists (select from landed_row l where l.batch_id = :batchId and l.key = r.key)`),
    { dataset, batchId: snapshot.id, asOf: snapshot.asOf, hash: absenceHash, now },
  );
  return row?.count ?? 0;
}

/**
 * Sets tombstones on new records whose row is not newer than a snapshot that was ingested before them: the snapshot
 * would have made them a record had it named them. So a late row ends as it would have, had it come in time.
 */
export async function deleteLateComers(
  trx: Database,
  born: readonly RecordId[],
  snapshot: Snapshot,
  now: Date,
): Promise<number> {
  const [row] = await runSql<{ count: number }>(
    trx,
    entomb(`r.id = any(cast(:born as bigint[])) and not r.deleted and r.version <= :asOf and not ${namedByReject}`),
    { born, batchId: snapshot.id, asOf: snapshot.asOf, hash: absenceHash, now },
  );
  return row?.count ?? 0;
}
