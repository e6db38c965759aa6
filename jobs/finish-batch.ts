import { asBatchId, type BatchId } from '../schema/model/identity.ts';
import {
  findFinishable,
  lockFinishable,
  markIngested,
  markPublishedBatches,
  type OpenBatch,
} from '../schema/store/batch-store.ts';
import type { Database } from '../schema/store/database.ts';
import { deleteLandedRows } from '../schema/store/landing-store.ts';
import { deleteVanished, findLatestSnapshot, holdDataset, isLater } from '../schema/store/snapshot-store.ts';
import { resolvePending } from './definitions.ts';
import { contractOf, type IngestDependencies } from './ingest/ingest-dependencies.ts';
import type { JobHandler } from './queue.ts';

/**
 * Closes a batch of which every page is in: sums up its counts, lets vanish what a snapshot no longer names, and asks for
 * resolution. One transaction that begins by locking the batch, so it is safe to kill and to run twice.
 */
export function createFinishBatch(dependencies: IngestDependencies): JobHandler<{ readonly batchId: string }> {
  return async ({ batchId }) => {
    await finishBatches(dependencies, [asBatchId(batchId)]);
  };
}

/** Finishes those of the batches that are ready: all upserts together, snapshots one by one. */
async function finishBatches(dependencies: IngestDependencies, ids: readonly BatchId[]): Promise<void> {
  const ready = await findFinishable(dependencies.db, ids);
  const upserts = ready.filter(({ mode }) => mode === 'upsert');
  let waiting = upserts.length > 0 && (await finishUpserts(dependencies, upserts));
  for (const batch of ready.filter(({ mode }) => mode === 'snapshot')) {
    waiting = (await finishSnapshot(dependencies, batch)) || waiting;
  }
  if (waiting) await dependencies.queue.enqueue(resolvePending, {});
}

/** @returns whether any of them now waits for resolution */
async function finishUpserts(dependencies: IngestDependencies, batches: readonly OpenBatch[]): Promise<boolean> {
  const ids = batches.map(({ id }) => id);
  return await dependencies.db.transaction((trx) => closeUpserts(trx, dependencies, ids));
}

/**
 * Closes those of the upsert batches of which every page is in, in the caller's transaction.
 * @returns whether any of them now waits for resolution
 */
export async function closeUpserts(
  trx: Database,
  dependencies: Pick<IngestDependencies, 'clock'>,
  ids: readonly BatchId[],
): Promise<boolean> {
  return await closeBatches(trx, dependencies, await lockFinishable(trx, ids), true);
}

async function finishSnapshot(dependencies: IngestDependencies, { id, dataset }: OpenBatch): Promise<boolean> {
  const { entity } = contractOf(dependencies, dataset);
  return await dependencies.db.transaction(async (trx) => {
    await holdDataset(trx, dataset);
    const [batch] = await lockFinishable(trx, [id]);
    if (!batch) return false;
    const latest = await findLatestSnapshot(trx, dataset);
    // A snapshot older than one that is in already has nothing more to say of what vanished.
    if (entity !== 'grid' && (!latest || isLater(batch, latest))) {
      await deleteVanished(trx, dataset, batch, dependencies.clock.now());
    }
    await deleteLandedRows(trx, [id]);
    return await closeBatches(trx, dependencies, [batch], entity !== 'grid');
  });
}

async function closeBatches(
  trx: Database,
  { clock }: Pick<IngestDependencies, 'clock'>,
  batches: readonly OpenBatch[],
  resolved: boolean,
): Promise<boolean> {
  if (batches.length === 0) return false;
  const ids = batches.map(({ id }) => id);
  await markIngested(trx, ids, clock.now(), { resolved });
  const published = new Set(await markPublishedBatches(trx, clock.now()));
  return ids.some((id) => !published.has(id));
}
