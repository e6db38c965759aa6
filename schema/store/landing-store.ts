import type { BatchId, DatasetName } from '../model/identity.ts';
import type { MappedRow } from '../model/record.ts';
import { copyText, escapeText } from './copy-rows.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** A row that met its contract, on its way to the records. */
export interface LandedRow extends MappedRow {
  readonly rowNumber: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly hash: string;
  /** The row as sent, as canonical JSON that PostgreSQL can hold. */
  readonly rawJson: string;
}

const copyStatement =
  'copy landed_row (batch_id, row_number, key, version, hash, raw, "values", flags, deleted) from stdin';

/**
 * One line of `copyLandedLines`. Written out cell by cell rather than by way of copyRows: with a hundred thousand rows
 * a second in sight, an array and nine tests of type per row count.
 */
export function toLandedLine(batchId: BatchId, row: LandedRow): string {
  const values = escapeJson(JSON.stringify(row.values));
  const flags = row.flags.length === 0 ? '[]' : escapeJson(JSON.stringify(row.flags));
  return `${batchId}\t${row.rowNumber}\t${escapeText(row.key)}\t${row.version}\t\\\\x${row.hash}\t${escapeJson(row.rawJson)}\t${values}\t${flags}\t${row.deleted ? 't' : 'f'}\n`;
}

/** Copies lines made by `toLandedLine`, in UTF-8: some thousand at a time, not a whole body. */
export async function copyLandedLines(trx: Database, lines: Buffer): Promise<void> {
  await copyText(trx, copyStatement, lines);
}

/** JSON text holds no raw tab and no raw newline; all that COPY would misread is a backslash. */
const escapeJson = (json: string): string => (json.includes('\\') ? json.replaceAll('\\', '\\\\') : json);

/**
 * How many current records of the dataset the landed snapshot would make vanish, and how many there are. Rows
 * of other batches that are still on their way count as current, or a snapshot right behind a first load would pass any guard.
 */
export async function countVanishing(
  trx: Database,
  batchId: BatchId,
  dataset: DatasetName,
  asOf: Date,
): Promise<{ readonly current: number; readonly vanishing: number }> {
  const [row] = await runSql<{ current: string; vanishing: string }>(
    trx,
    `with known as (
       select key from record where dataset = :dataset and not deleted and version <= :asOf
       union
       select l.key from batch b join landed_row l on l.batch_id = b.id
       where b.dataset = :dataset and b.id <> :batchId and b.state in ('landed', 'ingesting')
         and not l.deleted and l.version <= :asOf
     )
     select count(*) as current,
       count(*) filter (where not exists (select from landed_row l where l.batch_id = :batchId and l.key = known.key)
         and not exists (select from reject j where j.batch_id = :batchId and j.key = known.key)) as vanishing
     from known`,
    { dataset, asOf, batchId },
  );
  return { current: Number(row?.current ?? 0), vanishing: Number(row?.vanishing ?? 0) };
}

/** Removes a batch's landed rows once nothing needs them any more. */
export async function deleteLandedRows(trx: Database, batchIds: readonly BatchId[]): Promise<void> {
  await runSql(trx, 'delete from landed_row where batch_id = any(?::uuid[])', [batchIds]);
}
