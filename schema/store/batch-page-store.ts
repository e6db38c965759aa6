import type { BatchId, DatasetName } from '../model/identity.ts';
import { asBatchId } from '../model/identity.ts';
import type { BatchCounts } from '../model/record.ts';
import { type OpenBatch, type OpenBatchRow, toOpenBatch } from './batch-store.ts';
import type { Database } from './database.ts';
import { runPrepared, runSql } from './run-sql.ts';

/** The unit of one ingest job: the landed rows from `firstRow` to `lastRow`, both inclusive. */
export interface BatchPage {
  readonly batchId: BatchId;
  readonly page: number;
}

export interface PageRange {
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Pages are numbered from 0 in the order of their rows. */
export async function insertPages(trx: Database, batchId: BatchId, ranges: readonly PageRange[]): Promise<void> {
  await runSql(
    trx,
    `insert into batch_page (batch_id, page, first_row, last_row)
     select ?::uuid, position - 1, first_row, last_row
     from unnest(?::integer[], ?::integer[]) with ordinality as t (first_row, last_row, position)`,
    [batchId, ranges.map(({ firstRow }) => firstRow), ranges.map(({ lastRow }) => lastRow)],
  );
}

/**
 * Up to so many rows a batch has no job of its own: the sweep takes many such batches at once. At 200 rows a job's own
 * cost (about 2 ms) falls below a tenth of its work.
 */
export const smallBatchRows = 200;

/** Takes an open page for this transaction. @returns its batch, or null when the page is done already */
export async function lockPage(trx: Database, { batchId, page }: BatchPage): Promise<OpenBatch | null> {
  const [row] = await runPrepared<OpenBatchRow>(
    trx,
    `select b.id, b.dataset, b.mode, b.as_of, b.sequence
     from batch_page p join batch b on b.id = p.batch_id
     where p.batch_id = ? and p.page = ? and not p.done
     for update of p`,
    [batchId, page],
  );
  return row ? toOpenBatch(row) : null;
}

/**
 * Takes the open pages of small upsert batches of one dataset, oldest first, past those that another worker holds.
 * @param options.except batches to leave alone
 * @param options.limit pages at most
 */
export async function lockSmallPages(
  trx: Database,
  options: { readonly except: readonly BatchId[]; readonly limit: number },
): Promise<{ readonly dataset: DatasetName; readonly pages: readonly BatchPage[] } | null> {
  const rows = await runPrepared<{ dataset: string; batch_id: string; page: number }>(
    trx,
    `select b.dataset, p.batch_id, p.page
     from batch_page p join batch b on b.id = p.batch_id
     where not p.done and b.state in ('landed', 'ingesting') and b.mode = 'upsert' and b.received <= ?
       and not b.id = any(?::uuid[])
     order by b.sequence, p.page
     limit ?
     for update of p skip locked`,
    [smallBatchRows, options.except, options.limit],
  );
  const dataset = rows[0]?.dataset;
  if (dataset === undefined) return null;
  return { dataset, pages: rows.filter((row) => row.dataset === dataset).map(toPage) };
}

/** Writes down what became of a page's rows; only pages that do not go through the records are closed here. */
export async function closePage(
  trx: Database,
  { batchId, page }: BatchPage,
  counts: Pick<BatchCounts, 'accepted' | 'unchanged' | 'superseded'>,
): Promise<void> {
  await runSql(
    trx,
    `update batch_page set done = true, accepted = ?, unchanged = ?, superseded = ? where batch_id = ? and page = ?`,
    [counts.accepted, counts.unchanged, counts.superseded, batchId, page],
  );
}

/** Open pages, oldest first. */
export async function findOpenPages(db: Database, limit: number): Promise<readonly BatchPage[]> {
  const rows = await runSql<{ batch_id: string; page: number }>(
    db,
    `select p.batch_id, p.page
     from batch b join batch_page p on p.batch_id = b.id
     where b.state in ('landed', 'ingesting') and not p.done
     order by b.sequence, p.page limit ?`,
    [limit],
  );
  return rows.map(toPage);
}

const toPage = (row: { readonly batch_id: string; readonly page: number }): BatchPage => ({
  batchId: asBatchId(row.batch_id),
  page: row.page,
});
