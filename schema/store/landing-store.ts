import type { BatchId, DatasetName } from '../model/identity.ts';
import type { MappedRow } from '../model/record.ts';
import { copyRows } from './copy-rows.ts';
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

const columns = ['batch_id', 'row_number', 'key', 'version', 'hash', 'raw', '"values"', 'flags', 'deleted'];

export async function copyLandedRows(trx: Database, batchId: BatchId, rows: readonly LandedRow[]): Promise<void> {
  await copyRows(trx, 'landed_row', columns, toCells(batchId, rows));
}

function* toCells(batchId: BatchId, rows: readonly LandedRow[]) {
  for (const row of rows) {
    yield [
      batchId,
      row.rowNumber,
      row.key,
      row.version,
      { hex: row.hash },
      row.rawJson,
      JSON.stringify(row.values),
      row.flags.length === 0 ? '[]' : JSON.stringify(row.flags),
      row.deleted,
    ];
  }
}

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
