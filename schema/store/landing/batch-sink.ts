import type { BatchId, DatasetName } from '../../model/identity.ts';
import type { PageRange } from '../batch-page-store.ts';
import type { Database } from '../database.ts';
import { copyLandedLines, toLandedLine } from '../landing-store.ts';
import { copyRejects, type NewReject } from '../reject-store.ts';
import type { RowSink } from './read-rows.ts';

/** Rows per page: one ingest job takes 50–150 ms, long enough to pay and short enough to repeat. */
const pageSize = 2_000;
/** Bytes of one COPY: some thousand rows, enough to pay its round trip and little enough to stay flat in memory. */
const copyBytes = 2 ** 21;

/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const maxBytesPerUnit = 3;

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
  // Bytes rather than rows: a row that is written out at once dies young, which is cheap to collect.
  let waiting = Buffer.allocUnsafe(copyBytes);
  let waitingBytes = 0;
  let running: Promise<void> = Promise.resolve();

  const start = async (copy: () => Promise<void>): Promise<void> => {
    await running;
    running = copy();
    // Its failure is thrown by whoever waits next; until then it must not count as unhandled.
    running.catch(() => undefined);
  };
  const flush = async (): Promise<void> => {
    const lines = waiting.subarray(0, waitingBytes);
    if (lines.length > 0) await start(() => copyLandedLines(trx, lines));
    waiting = Buffer.allocUnsafe(copyBytes);
    waitingBytes = 0;
  };
  const makeRoom = async (bytes: number): Promise<void> => {
    if (waitingBytes + bytes <= waiting.length) return;
    await flush();
    if (bytes > waiting.length) waiting = Buffer.allocUnsafe(bytes);
  };

  return {
    async land(rows) {
      for (const row of rows) {
        const line = toLandedLine(batchId, row);
        await makeRoom(line.length * maxBytesPerUnit);
        waitingBytes += waiting.write(line, waitingBytes);
        const page = pages.at(-1);
        if (page && page.rows < pageSize) {
          page.lastRow = row.rowNumber;
          page.rows += 1;
        } else {
          pages.push({ firstRow: row.rowNumber, lastRow: row.rowNumber, rows: 1 });
        }
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
