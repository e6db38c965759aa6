import type { BatchId, DatasetName, DepartmentCode } from '../model/identity.ts';
import { asBatchId } from '../model/identity.ts';
import type { Batch, BatchState } from '../model/record.ts';
import type { BatchQuality } from '../rules/quality/count-quality.ts';
import type { Database } from './database.ts';
import { runPrepared, runSql } from './run-sql.ts';

/** A batch with everything its department may ask of it. */
export interface StoredBatch extends Batch {
  /** Decimal string; later batches have larger ones. */
  readonly sequence: string;
  readonly department: DepartmentCode;
  readonly form: string;
  readonly asOf: string;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly columns: readonly string[];
  readonly quality: BatchQuality | null;
  readonly problem: string | null;
  /** Pages of rows, and how many of them have been taken into the records. */
  readonly pages: number;
  readonly pagesDone: number;
}

const select = `
  select b.*, coalesce(p.pages, 0)::int as pages, coalesce(p.pages_done, 0)::int as pages_done,
    coalesce(p.accepted, 0)::int as page_accepted, coalesce(p.unchanged, 0)::int as page_unchanged,
    coalesce(p.superseded, 0)::int as page_superseded
  from batch b
  left join lateral (
    select count(*) as pages, count(*) filter (where done) as pages_done,
      sum(accepted) as accepted, sum(unchanged) as unchanged, sum(superseded) as superseded
    from batch_page where batch_id = b.id
  ) p on true`;

export async function findBatch(db: Database, id: BatchId): Promise<StoredBatch | null> {
  const [row] = await runPrepared<Row>(db, `${select} where b.id = ?`, [id]);
  return row ? toBatch(row) : null;
}

/** Those of the batches that there are, in no order. */
export async function findBatches(db: Database, ids: readonly BatchId[]): Promise<readonly StoredBatch[]> {
  const rows = await runPrepared<Row>(db, `${select} where b.id = any(?::uuid[])`, [ids]);
  return rows.map(toBatch);
}

export async function findBatchByIdempotencyKey(
  db: Database,
  clientId: string,
  dataset: DatasetName,
  idempotencyKey: string,
): Promise<StoredBatch | null> {
  const [row] = await runSql<Row>(db, `${select} where b.client_id = ? and b.dataset = ? and b.idempotency_key = ?`, [
    clientId,
    dataset,
    idempotencyKey,
  ]);
  return row ? toBatch(row) : null;
}

/** Newest first. @param before sequence of the last batch of the page before, null for the first page */
export async function listBatches(
  db: Database,
  dataset: DatasetName,
  before: string | null,
  limit: number,
): Promise<readonly StoredBatch[]> {
  const rows = await runSql<Row>(
    db,
    `${select} where b.dataset = ? and (?::bigint is null or b.sequence < ?::bigint) order by b.sequence desc limit ?`,
    [dataset, before, before, limit],
  );
  return rows.map(toBatch);
}

interface Row {
  readonly id: string;
  readonly sequence: string;
  readonly dataset: string;
  readonly department: string;
  readonly mode: 'upsert' | 'snapshot';
  readonly state: BatchState;
  readonly body_sha256: string;
  readonly body_bytes: string;
  readonly form: string;
  readonly as_of: Date;
  readonly received: number;
  readonly rejected: number;
  readonly columns: string[];
  readonly quality: Partial<BatchQuality>;
  readonly problem: string | null;
  readonly received_at: Date;
  readonly ingested_at: Date | null;
  readonly published_at: Date | null;
  readonly pages: number;
  readonly pages_done: number;
  readonly page_accepted: number;
  readonly page_unchanged: number;
  readonly page_superseded: number;
}

/** Counts come from the pages, so that they grow while the batch is being ingested. */
function toBatch(row: Row): StoredBatch {
  return {
    id: asBatchId(row.id),
    sequence: row.sequence,
    dataset: row.dataset,
    department: row.department,
    mode: row.mode,
    state: row.state,
    form: row.form,
    bodySha256: row.body_sha256,
    bodyBytes: Number(row.body_bytes),
    asOf: row.as_of.toISOString(),
    received: row.received,
    accepted: row.page_accepted,
    unchanged: row.page_unchanged,
    superseded: row.page_superseded,
    rejected: row.rejected,
    columns: row.columns,
    quality: isWhole(row.quality) ? row.quality : null,
    problem: row.problem,
    receivedAt: row.received_at.toISOString(),
    ingestedAt: row.ingested_at?.toISOString() ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
    pages: row.pages,
    pagesDone: row.pages_done,
  };
}

/** The column's default is an empty object: a batch that is not described yet. */
const isWhole = (quality: Partial<BatchQuality>): quality is BatchQuality => quality.dimensions !== undefined;
