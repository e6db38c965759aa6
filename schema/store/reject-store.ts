import type { BatchId, DatasetName, Label } from '../model/identity.ts';
import type { RowFault } from '../model/record.ts';
import type { BatchPage } from './batch-page-store.ts';
import { copyRows } from './copy-rows.ts';
import type { Database } from './database.ts';
import { runPrepared, runSql } from './run-sql.ts';
import { toStorableJson, toStorableText } from './storable-text.ts';

export interface NewReject {
  readonly rowNumber: number;
  readonly key: string | null;
  readonly fault: RowFault;
  /** The row as sent, null when it could not be parsed. */
  readonly cells: Readonly<Record<string, unknown>> | null;
  readonly excerpt: string;
}

const columns = [
  'batch_id',
  'dataset',
  'row_number',
  'key',
  'rule',
  '"column"',
  'reason_zh',
  'reason_en',
  'raw',
  'excerpt',
];

export async function copyRejects(
  trx: Database,
  batchId: BatchId,
  dataset: DatasetName,
  rejects: readonly NewReject[],
): Promise<void> {
  const rows = rejects.map(({ rowNumber, key, fault, cells, excerpt }) => [
    batchId,
    dataset,
    rowNumber,
    key === null ? null : toStorableText(key),
    fault.rule,
    fault.column,
    fault.reason.zh,
    fault.reason.en,
    cells === null ? null : toStorableJson(JSON.stringify(cells)),
    toStorableText(excerpt),
  ]);
  await copyRows(trx, 'reject', columns, rows);
}

export interface StoredReject {
  readonly id: string;
  readonly rowNumber: number;
  readonly key: string | null;
  readonly rule: string;
  readonly column: string | null;
  readonly reason: Label;
  readonly cells: Readonly<Record<string, unknown>> | null;
  readonly excerpt: string;
  readonly closedBy: string | null;
  readonly closedAt: string | null;
}

/** Rejects of a batch in the order of its rows, in pages, so that a return file of any length takes constant memory. */
export async function* streamRejects(
  db: Database,
  batchId: BatchId,
  options: { readonly openOnly: boolean; readonly pageSize?: number },
): AsyncGenerator<readonly StoredReject[]> {
  const pageSize = options.pageSize ?? 500;
  let last = { rowNumber: -1, id: '0' };
  for (;;) {
    const rows = await runSql<Row>(
      db,
      `select id, row_number, key, rule, "column", reason_zh, reason_en, raw, excerpt, closed_by, closed_at
       from reject
       where batch_id = ? and (row_number, id) > (?, ?) and (closed_at is null or not ?::boolean)
       order by row_number, id limit ?`,
      [batchId, last.rowNumber, last.id, options.openOnly, pageSize],
    );
    const page = rows.map(toReject);
    if (page.length > 0) yield page;
    const end = page.at(-1);
    if (end === undefined || page.length < pageSize) return;
    last = { rowNumber: end.rowNumber, id: end.id };
  }
}

/** Rows rejected by each rule of a batch, most frequent first, and how many of them are still open. */
export async function countRejects(
  db: Database,
  batchId: BatchId,
): Promise<readonly { readonly rule: string; readonly rows: number; readonly open: number }[]> {
  return await runSql(
    db,
    `select rule, count(*)::int as rows, (count(*) filter (where closed_at is null))::int as open
     from reject where batch_id = ? group by rule order by rows desc, rule`,
    [batchId],
  );
}

/** Closes the open rejects of earlier batches whose keys the batch has landed. */
export async function closeRejectsOfBatch(trx: Database, batchId: BatchId, now: Date): Promise<void> {
  await runSql(
    trx,
    `update reject j set closed_by = mended_in.id, closed_at = ?
     from batch mended_in, batch rejected_in
     where mended_in.id = ? and j.dataset = mended_in.dataset and j.closed_at is null
       and rejected_in.id = j.batch_id and rejected_in.sequence < mended_in.sequence
       and exists (select from landed_row l where l.batch_id = mended_in.id and l.key = j.key)`,
    [now, batchId],
  );
}

/** Unkeyed rejects that are looked at, newest first: each is compared with every row of a page. */
const unkeyedLimit = 500;
const separators = `,;|:"'{}[]()\t`;

/**
 * Closes open rejects that have no key, when a row of the pages is plainly the mended one: the text of a row that could
 * not be parsed names its key as a word of its own, or a row without key differs from it in the key alone.
 */
export async function closeUnkeyedRejects(
  trx: Database,
  dataset: DatasetName,
  keyColumn: string,
  pages: readonly BatchPage[],
  now: Date,
): Promise<void> {
  const open = await runPrepared<{ open: boolean }>(
    trx,
    'select exists (select from reject where dataset = ? and key is null and closed_at is null) as open',
    [dataset],
  );
  if (open[0]?.open !== true) return;
  await runSql(
    trx,
    `with unkeyed as materialized (
       select j.id, b.sequence, j.raw - cast(:keyColumn as text) as rest,
         ' ' || translate(j.excerpt, :separators, :blanks) || ' ' as words
       from reject j join batch b on b.id = j.batch_id
       where j.dataset = :dataset and j.key is null and j.closed_at is null
       order by j.id desc limit :limit
     ),
     mended as (
       select distinct on (u.id) u.id, b.id as batch_id
       from unnest(cast(:batchIds as uuid[]), cast(:pages as integer[])) as t (batch_id, page)
       join batch_page p using (batch_id, page)
       join batch b on b.id = p.batch_id
       join landed_row l on l.batch_id = p.batch_id and l.row_number between p.first_row and p.last_row
       join unkeyed u on u.sequence < b.sequence
         and case when u.rest is null then position(' ' || l.key || ' ' in u.words) > 0
             else u.rest = cast(l.raw as jsonb) - cast(:keyColumn as text) end
       order by u.id, b.sequence
     )
     update reject j set closed_by = mended.batch_id, closed_at = :now from mended where mended.id = j.id`,
    {
      dataset,
      keyColumn,
      now,
      limit: unkeyedLimit,
      separators,
      blanks: ' '.repeat(separators.length),
      batchIds: pages.map(({ batchId }) => batchId),
      pages: pages.map(({ page }) => page),
    },
  );
}

interface Row {
  readonly id: string;
  readonly row_number: number;
  readonly key: string | null;
  readonly rule: string;
  readonly column: string | null;
  readonly reason_zh: string;
  readonly reason_en: string;
  readonly raw: Record<string, unknown> | null;
  readonly excerpt: string;
  readonly closed_by: string | null;
  readonly closed_at: Date | null;
}

const toReject = (row: Row): StoredReject => ({
  id: row.id,
  rowNumber: row.row_number,
  key: row.key,
  rule: row.rule,
  column: row.column,
  reason: { zh: row.reason_zh, en: row.reason_en },
  cells: row.raw,
  excerpt: row.excerpt,
  closedBy: row.closed_by,
  closedAt: row.closed_at?.toISOString() ?? null,
});
