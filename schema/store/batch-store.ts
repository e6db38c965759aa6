import type { BatchId, DatasetName, DepartmentCode } from '../model/identity.ts';
import { asBatchId } from '../model/identity.ts';
import type { BatchQuality } from '../rules/quality/count-quality.ts';
import type { Database } from './database.ts';
import { runPrepared, runSql } from './run-sql.ts';

export interface NewBatch {
  readonly id: BatchId;
  readonly dataset: DatasetName;
  readonly department: DepartmentCode;
  readonly clientId: string;
  readonly mode: 'upsert' | 'snapshot';
  readonly idempotencyKey: string | null;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  /** What the body was: csv, xlsx, … or `delete` for a single deletion. */
  readonly form: string;
  readonly asOf: Date;
  readonly receivedAt: Date;
}

/**
 * Opens a batch; nobody sees it before the caller commits.
 * @returns false when the client has already used the idempotency key for this dataset. Waits for a
 * transaction that is using it just now.
 */
export async function insertBatch(trx: Database, batch: NewBatch): Promise<boolean> {
  const inserted = await runSql<{ id: string }>(
    trx,
    `insert into batch (id, dataset, department, client_id, mode, state, idempotency_key, body_sha256, body_bytes,
       form, as_of, received, rejected, received_at)
     values (?, ?, ?, ?, ?, 'landed', ?, ?, ?, ?, ?, 0, 0, ?)
     on conflict (client_id, dataset, idempotency_key) where idempotency_key is not null do nothing
     returning id`,
    [
      batch.id,
      batch.dataset,
      batch.department,
      batch.clientId,
      batch.mode,
      batch.idempotencyKey,
      batch.bodySha256,
      batch.bodyBytes,
      batch.form,
      batch.asOf,
      batch.receivedAt,
    ],
  );
  return inserted.length === 1;
}

/** A batch that was read to its end before it is written. */
export interface DescribedBatch extends NewBatch {
  readonly received: number;
  readonly rejected: number;
  readonly columns: readonly string[];
  readonly quality: BatchQuality;
}

/**
 * Opens batches in the order given, each with its one page, as insertBatch, insertPages and describeBatch do for one.
 * @returns those that were made; the others' idempotency keys are used already
 */
export async function insertDescribedBatches(
  trx: Database,
  batches: readonly (DescribedBatch & {
    readonly page: { readonly firstRow: number; readonly lastRow: number } | null;
  })[],
): Promise<readonly BatchId[]> {
  const rows = await runPrepared<{ id: string }>(
    trx,
    `with given as materialized (
       select * from jsonb_to_recordset(?::jsonb) as b (place integer, id uuid, dataset text, department text,
         "clientId" uuid, mode text, "idempotencyKey" text, "bodySha256" text, "bodyBytes" bigint, form text,
         "asOf" timestamptz, received integer, rejected integer, columns jsonb, quality jsonb, "receivedAt" timestamptz,
         page jsonb)
     ),
     made as (
       insert into batch (id, dataset, department, client_id, mode, state, idempotency_key, body_sha256, body_bytes, form,
         as_of, received, rejected, columns, quality, received_at)
       select id, dataset, department, "clientId", mode, 'landed', "idempotencyKey", "bodySha256", "bodyBytes", form,
         "asOf", received, rejected, columns, quality, "receivedAt"
       from given order by place
       on conflict (client_id, dataset, idempotency_key) where idempotency_key is not null do nothing
       returning id
     ),
     paged as (
       insert into batch_page (batch_id, page, first_row, last_row)
       select id, 0, (page->>'firstRow')::integer, (page->>'lastRow')::integer from made join given using (id)
       where jsonb_typeof(page) = 'object'
     )
     select id from made`,
    [JSON.stringify(batches.map((batch, place) => ({ ...batch, place })))],
  );
  return rows.map(({ id }) => asBatchId(id));
}

/** Writes what is known once the last row has been read. */
export async function describeBatch(
  trx: Database,
  id: BatchId,
  facts: {
    readonly received: number;
    readonly rejected: number;
    readonly columns: readonly string[];
    readonly quality: BatchQuality;
  },
): Promise<void> {
  await runSql(
    trx,
    'update batch set received = ?, rejected = ?, columns = ?::jsonb, quality = ?::jsonb where id = ?',
    [facts.received, facts.rejected, JSON.stringify(facts.columns), JSON.stringify(facts.quality), id],
  );
}

/** Says that work on a batch has begun. On its own, outside the pages' transactions, or they would wait for each other. */
export async function markIngesting(db: Database, id: BatchId): Promise<void> {
  await runPrepared(db, `update batch set state = 'ingesting' where id = ? and state = 'landed'`, [id]);
}

/** The facts that finishing a batch needs. */
export interface OpenBatch {
  readonly id: BatchId;
  readonly dataset: DatasetName;
  readonly mode: 'upsert' | 'snapshot';
  readonly asOf: Date;
  readonly sequence: string;
}

export interface OpenBatchRow {
  readonly id: string;
  readonly dataset: string;
  readonly mode: OpenBatch['mode'];
  readonly as_of: Date;
  readonly sequence: string;
}

export const toOpenBatch = ({ id, as_of, ...row }: OpenBatchRow): OpenBatch => ({
  ...row,
  id: asBatchId(id),
  asOf: as_of,
});

const finishable = `
  state in ('landed', 'ingesting') and not exists (select from batch_page p where p.batch_id = batch.id and not p.done)`;

/** Those of the batches that are still open and have no open page, in the order of their arrival. */
export async function findFinishable(db: Database, ids: readonly BatchId[]): Promise<readonly OpenBatch[]> {
  const rows = await runPrepared<OpenBatchRow>(
    db,
    `select id, dataset, mode, as_of, sequence from batch where id = any(?::uuid[]) and ${finishable} order by sequence`,
    [ids],
  );
  return rows.map(toOpenBatch);
}

/** The same, held until the transaction ends: nobody else finishes them. */
export async function lockFinishable(trx: Database, ids: readonly BatchId[]): Promise<readonly OpenBatch[]> {
  const rows = await runPrepared<OpenBatchRow>(
    trx,
    `select id, dataset, mode, as_of, sequence from batch where id = any(?::uuid[]) and ${finishable}
     order by sequence for update`,
    [ids],
  );
  return rows.map(toOpenBatch);
}

/** Batches that are open although their last page is done, oldest first: their finishing job was lost or is late. */
export async function listFinishable(db: Database, limit: number): Promise<readonly OpenBatch[]> {
  const rows = await runSql<OpenBatchRow>(
    db,
    `select id, dataset, mode, as_of, sequence from batch where ${finishable} order by sequence limit ?`,
    [limit],
  );
  return rows.map(toOpenBatch);
}

/** Notes for the department why a batch is late; it stays open, since what was acknowledged is never given up. */
export async function noteProblem(db: Database, id: BatchId, problem: string): Promise<void> {
  await runSql(db, `update batch set problem = ? where id = ? and state in ('landed', 'ingesting')`, [problem, id]);
}

/** Whether anything waits for resolution, or a batch waits to be marked as published. */
export async function awaitsResolution(db: Database): Promise<boolean> {
  const [row] = await runPrepared<{ waits: boolean }>(
    db,
    `select exists (select from pending_record) or exists (select from batch where state = 'ingested') as waits`,
  );
  return row?.waits ?? false;
}

/**
 * Sums up the pages and sets the mark up to which resolution must have come before the batches count as published.
 * @param options.resolved false for datasets that resolution never sees
 */
export async function markIngested(
  trx: Database,
  ids: readonly BatchId[],
  now: Date,
  options: { readonly resolved: boolean },
): Promise<void> {
  await runPrepared(
    trx,
    `update batch b set state = 'ingested', ingested_at = :now, problem = null,
       accepted = coalesce(p.accepted, 0), unchanged = coalesce(p.unchanged, 0), superseded = coalesce(p.superseded, 0),
       pending_watermark = case when :resolved then (select coalesce(max(seq), 0) from pending_record) else 0 end
     from unnest(cast(:ids as uuid[])) as wanted (id)
     left join (
       select batch_id, sum(accepted) as accepted, sum(unchanged) as unchanged, sum(superseded) as superseded
       from batch_page where batch_id = any(cast(:ids as uuid[])) group by batch_id
     ) p on p.batch_id = wanted.id
     where b.id = wanted.id`,
    { ids, now, resolved: options.resolved },
  );
}

/**
 * Marks every ingested batch as published that has nothing left waiting for resolution. Call it in the transaction that
 * takes records off the waiting list. A batch that another transaction is just marking is left to that one.
 * @returns the batches published by this call
 */
export async function markPublishedBatches(db: Database, now: Date): Promise<readonly BatchId[]> {
  const rows = await runPrepared<{ id: string }>(
    db,
    `update batch set state = 'published', published_at = ?
     where id in (
       select id from batch
       where state = 'ingested'
         and pending_watermark < coalesce((select min(seq) from pending_record), 9223372036854775807)
       order by sequence for update skip locked
     )
     returning id`,
    [now],
  );
  return rows.map(({ id }) => asBatchId(id));
}
