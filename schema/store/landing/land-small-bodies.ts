import type { Contract } from '../../model/contract.ts';
import type { BatchId } from '../../model/identity.ts';
import { smallBatchRows } from '../batch-page-store.ts';
import { type DescribedBatch, insertDescribedBatches } from '../batch-store.ts';
import type { Database } from '../database.ts';
import { copyLandedLines, type LandedRow, toLandedLine } from '../landing-store.ts';
import { copyRejects, type NewReject } from '../reject-store.ts';
import { refuseTooManyRejects } from './batch-limits.ts';
import { type Delivery, modeOf, shownRejects, toNewBatch } from './land-batch.ts';
import { type RowSource, type RowSummary, readRows } from './read-rows.ts';

/** Bytes of a body that may be small; a packed one may be anything. */
export const smallBodyBytes = 64 * 1024;

/** A small body, read and mapped: what remains is to write it. */
export interface SmallBody {
  readonly batch: DescribedBatch;
  readonly rows: readonly LandedRow[];
  readonly rejects: readonly NewReject[];
  readonly summary: RowSummary;
}

/** Whether a delivery may be landed together with others; only its rows will tell whether it is. */
export const mayBeSmall = (contract: Contract, { mode, bodyBytes }: Pick<Delivery, 'mode' | 'bodyBytes'>): boolean =>
  bodyBytes <= smallBodyBytes && modeOf(contract, mode) === 'upsert';

/**
 * Reads and maps a body into memory.
 * @returns null when it turns out to hold more rows than a small batch has: land it by itself
 * @throws HubError as landBatch for the body as a whole; TOO_MANY_REJECTS
 */
export async function readSmallBody(
  contract: Contract,
  source: RowSource,
  delivery: Delivery,
): Promise<SmallBody | null> {
  const rows: LandedRow[] = [];
  const rejects: NewReject[] = [];
  const take = <T>(into: T[], block: readonly T[]): void => {
    into.push(...block);
    if (rows.length + rejects.length > smallBatchRows) throw new NotSmall();
  };
  try {
    const sink = {
      land: async (block: readonly LandedRow[]) => take(rows, block),
      reject: async (block: readonly NewReject[]) => take(rejects, block),
    };
    const summary = await readRows(contract, source, sink, delivery.asOf);
    const tooManyRejects = refuseTooManyRejects(contract, summary, rejects.slice(0, shownRejects));
    if (tooManyRejects) throw tooManyRejects;
    const { received, rejected, columns, quality } = summary;
    return {
      batch: { ...toNewBatch(contract, delivery), received, rejected, columns, quality },
      rows,
      rejects,
      summary,
    };
  } catch (error) {
    if (error instanceof NotSmall) return null;
    throw error;
  }
}

class NotSmall extends Error {}

/**
 * Lands many small bodies in one transaction, in the order given: one commit, and one turn at the audit chain, for all.
 * @returns the batches that were made; one is missing when its idempotency key is in use already
 */
export async function landSmallBodies(
  db: Database,
  bodies: readonly SmallBody[],
  options: {
    /** Called last inside the transaction; writes the deeds into the audit chain. */
    readonly onLanded: (trx: Database, landed: readonly SmallBody[]) => Promise<void>;
  },
): Promise<ReadonlySet<BatchId>> {
  return await db.transaction(async (trx) => {
    const ids = new Set(
      await insertDescribedBatches(
        trx,
        bodies.map(({ batch, rows }) => ({ ...batch, page: pageOf(rows) })),
      ),
    );
    const landed = bodies.filter(({ batch }) => ids.has(batch.id));
    let lines = '';
    for (const { batch, rows } of landed) for (const row of rows) lines += toLandedLine(batch.id, row);
    if (lines) await copyLandedLines(trx, Buffer.from(lines));
    for (const { batch, rejects } of landed) {
      if (rejects.length > 0) await copyRejects(trx, batch.id, batch.dataset, rejects);
    }
    if (landed.length > 0) await options.onLanded(trx, landed);
    return ids;
  });
}

/** The one page of a small batch; none without a good row. */
function pageOf(rows: readonly LandedRow[]): { readonly firstRow: number; readonly lastRow: number } | null {
  const [first, last] = [rows[0], rows.at(-1)];
  return first && last ? { firstRow: first.rowNumber, lastRow: last.rowNumber } : null;
}
