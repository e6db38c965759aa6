import { randomUUID } from 'node:crypto';
import type { Contract } from '../../model/contract.ts';
import { conflict, HubError } from '../../model/errors.ts';
import { asBatchId, type BatchId } from '../../model/identity.ts';
import { countVanishingGrids } from '../area-store.ts';
import { insertPages, type PageRange } from '../batch-page-store.ts';
import { describeBatch, insertBatch, type NewBatch } from '../batch-store.ts';
import type { Database } from '../database.ts';
import { countVanishing } from '../landing-store.ts';
import type { NewReject } from '../reject-store.ts';
import { findBatchByIdempotencyKey, type StoredBatch } from '../stored-batch.ts';
import { refuseSmallSnapshot, refuseTooManyRejects } from './batch-limits.ts';
import { createBatchSink } from './batch-sink.ts';
import { type RowSink, type RowSource, type RowSummary, readRows } from './read-rows.ts';

/** A body that has arrived whole, and how its sender wants it taken. */
export interface Delivery {
  readonly clientId: string;
  readonly mode: 'upsert' | 'snapshot';
  /** The instant a snapshot speaks of, and the version of rows whose contract has none. */
  readonly asOf: Date;
  readonly receivedAt: Date;
  readonly idempotencyKey: string | null;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  /** What the body was: csv, xlsx, … or `delete`. */
  readonly form: string;
}

export type Landing =
  | { readonly replayed: false; readonly batchId: BatchId; readonly pages: number; readonly summary: RowSummary }
  | { readonly replayed: true; readonly batch: StoredBatch };

export interface LandingOptions {
  /** Called last inside the transaction; writes the deed into the audit chain. */
  readonly onLanded?: (trx: Database, batchId: BatchId, summary: RowSummary) => Promise<void>;
}

/**
 * Lands a delivery: batch, rows, rejects and pages in one transaction, which has committed when this returns. Whatever
 * fails on the way leaves nothing behind. The same idempotency key and body give the batch of the first time.
 * @throws HubError of the reader for the body as a whole; TOO_MANY_REJECTS; SNAPSHOT_TOO_SMALL; IDEMPOTENCY_KEY_REUSED
 */
export async function landBatch(
  db: Database,
  contract: Contract,
  source: RowSource,
  delivery: Delivery,
  options: LandingOptions = {},
): Promise<Landing> {
  const known = await findReplayed(db, contract, delivery);
  if (known) return { replayed: true, batch: known };
  const batch = toNewBatch(contract, delivery);
  const landed = await db.transaction(async (trx) => {
    if (!(await insertBatch(trx, batch))) return null;
    const { summary, ranges, firstRejects } = await copyBody(trx, contract, source, batch);
    const tooManyRejects = refuseTooManyRejects(contract, summary, firstRejects);
    if (tooManyRejects) throw tooManyRejects;
    await guardSnapshot(trx, contract, batch);
    await insertPages(trx, batch.id, ranges);
    await describeBatch(trx, batch.id, summary);
    await options.onLanded?.(trx, batch.id, summary);
    return { replayed: false as const, batchId: batch.id, pages: ranges.length, summary };
  });
  if (landed) return landed;
  // The same key was being used at the same moment, and that delivery has committed first.
  const first = await findReplayed(db, contract, delivery);
  if (first) return { replayed: true, batch: first };
  throw new HubError('unavailable', 'DELIVERY_INTERRUPTED', 'the delivery was interrupted; send it again');
}

/** The batch that this very delivery made before, or null. */
export async function findReplayed(
  db: Database,
  contract: Contract,
  delivery: Pick<Delivery, 'clientId' | 'idempotencyKey' | 'bodySha256' | 'mode'>,
): Promise<StoredBatch | null> {
  if (delivery.idempotencyKey === null) return null;
  const batch = await findBatchByIdempotencyKey(db, delivery.clientId, contract.dataset, delivery.idempotencyKey);
  if (!batch) return null;
  if (batch.bodySha256 === delivery.bodySha256 && batch.mode === modeOf(contract, delivery.mode)) return batch;
  throw conflict(
    'IDEMPOTENCY_KEY_REUSED',
    'this Idempotency-Key was used for another body or mode; use a new key for a new delivery',
    { batch: batch.id },
  );
}

/** Reads and maps a body and writes nothing: counts, rules and the first rejects, as landing would find them. */
export async function inspectBody(
  contract: Contract,
  source: RowSource,
  at: Date,
): Promise<{
  readonly summary: RowSummary;
  readonly firstRejects: readonly NewReject[];
  readonly refusal: HubError | null;
}> {
  const first = keepFirst({ land: async () => undefined, reject: async () => undefined });
  const summary = await readRows(contract, source, first.sink, at);
  return { summary, firstRejects: first.rejects, refusal: refuseTooManyRejects(contract, summary, first.rejects) };
}

/** Without a version a load can only be the whole dataset; the area tree is always replaced. */
export const modeOf = (contract: Contract, mode: Delivery['mode']): Delivery['mode'] =>
  contract.version === null || contract.entity === 'grid' ? 'snapshot' : mode;

export const toNewBatch = (contract: Contract, delivery: Delivery): NewBatch => ({
  ...delivery,
  id: asBatchId(randomUUID()),
  dataset: contract.dataset,
  department: contract.department,
  mode: modeOf(contract, delivery.mode),
});

async function copyBody(
  trx: Database,
  contract: Contract,
  source: RowSource,
  batch: NewBatch,
): Promise<{ summary: RowSummary; ranges: readonly PageRange[]; firstRejects: readonly NewReject[] }> {
  const sink = createBatchSink(trx, batch.id, batch.dataset);
  const first = keepFirst(sink);
  const summary = await readRows(contract, source, first.sink, batch.asOf);
  const ranges = await sink.end();
  return { summary, ranges: contract.entity === 'grid' ? wholeRange(ranges) : ranges, firstRejects: first.rejects };
}

/** The area tree is replaced in one go, so a list of grids is one page. */
function wholeRange(ranges: readonly PageRange[]): readonly PageRange[] {
  const first = ranges[0];
  const last = ranges.at(-1);
  return first && last ? [{ firstRow: first.firstRow, lastRow: last.lastRow }] : [];
}

async function guardSnapshot(trx: Database, contract: Contract, batch: NewBatch): Promise<void> {
  if (batch.mode !== 'snapshot') return;
  const counts =
    contract.entity === 'grid'
      ? await countVanishingGrids(trx, batch.id)
      : await countVanishing(trx, batch.id, batch.dataset, batch.asOf);
  const refusal = refuseSmallSnapshot(contract, counts);
  if (refusal) throw refusal;
}

/** Of a body that is refused for its rows. */
export const shownRejects = 10;

function keepFirst(sink: RowSink): { readonly sink: RowSink; readonly rejects: readonly NewReject[] } {
  const rejects: NewReject[] = [];
  return {
    rejects,
    sink: {
      land: (rows) => sink.land(rows),
      reject: async (block) => {
        rejects.push(...block.slice(0, Math.max(0, shownRejects - rejects.length)));
        await sink.reject(block);
      },
    },
  };
}
