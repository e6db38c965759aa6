import type { BatchId, DatasetName } from '../../model/identity.ts';
import type { PageRange } from '../batch-page-store.ts';
import type { Database } from '../database.ts';
import { copyLandedRows, type LandedRow } from '../landing-store.ts';
import { copyRejects, type NewReject } from '../reject-store.ts';
import type { RowSink } from './read-rows.ts';

/** Rows per page: one ingest job takes 50–150 ms, long enough to pay and short enough to repeat. */
const pageSize = 2_000;
/** Enough rows for one COPY to pay its round trip, little enough to stay flat in memory. */
const copyRowCount = 4_000;
const copyCharacters = 4_000_000;

export interface BatchSink extends RowSink {
  /** Waits for the last COPY. @returns the ranges of row numbers that make the batch's pages */
  end(): Promise<readonly PageRange[]>;
}

/**
 * Copies blocks into landed_row and reject. While one COPY runs in the database the next block is being
 * read and mapped; the connection serves one COPY at a time, so each waits for the one before.
 */
export function createBatchSink(trx: Database, batchId: BatchId, dataset: DatasetName): BatchSink {
  const pages: { firstRow: number; lastRow: number; rows: number }[] = [];
  let waiting: LandedRow[] = [];
  let waitingCharacters = 0;
  let running: Promise<void> = Promise.resolve();

  const start = async (copy: () => Promise<void>): Promise<void> => {
    await running;
    running = copy();
    // Its failure is thrown by whoever waits next; until then it must not count as unhandled.
    running.catch(() => undefined);
  };
  const flush = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    waitingCharacters = 0;
    if (rows.length > 0) await start(() => copyLandedRows(trx, batchId, rows));
  };

  return {
    async land(rows) {
      for (const row of rows) {
        waiting.push(row);
        waitingCharacters += row.rawJson.length;
        const page = pages.at(-1);
        if (page && page.rows < pageSize) {
          page.lastRow = row.rowNumber;
          page.rows += 1;
        } else {
          pages.push({ firstRow: row.rowNumber, lastRow: row.rowNumber, rows: 1 });
        }
        if (waiting.length >= copyRowCount || waitingCharacters >= copyCharacters) await flush();
      }
    },
    async reject(rejects: readonly NewReject[]) {
      await start(() => copyRejects(trx, batchId, dataset, rejects));
    },
    async end() {
      await flush();
      await running;
      return pages.map(({ firstRow, lastRow }) => ({ firstRow, lastRow }));
    },
  };
}
