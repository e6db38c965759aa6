import { asBatchId, type BatchId } from '../schema/model/identity.ts';
import type { Log } from '../schema/runtime/log.ts';
import { type BatchPage, findOpenPages, lockSmallPages } from '../schema/store/batch-page-store.ts';
import { awaitsResolution, listFinishable } from '../schema/store/batch-store.ts';
import { commitLater } from '../schema/store/commit-later.ts';
import { finishBatch, ingestPage, resolvePending } from './definitions.ts';
import { closeUpserts } from './finish-batch.ts';
import { contractOf, type IngestDependencies } from './ingest/ingest-dependencies.ts';
import { takePages } from './ingest/take-pages.ts';
import type { JobHandler } from './queue.ts';
import { continueRuns } from './reconcile.ts';

export interface SweepOptions {
  /** How often to look for lost jobs; small batches are taken at every run. */
  readonly rescueEveryMs?: number;
  /** Small batches that go into the records in one transaction. */
  readonly groupSize?: number;
}

/**
 * Takes up what waits in the tables: small batches, many in one transaction (a job is never one row), and every page,
 * finish or resolution whose job was lost. The tables say what is open, so it is safe to run twice, side by side, or
 * after a kill. Asking for a job that waits or runs already changes nothing.
 */
export function createSweep(dependencies: IngestDependencies, options: SweepOptions = {}): JobHandler<object> {
  const rescueEveryMs = options.rescueEveryMs ?? 5_000;
  let rescuedAtMs = Number.NEGATIVE_INFINITY;
  return async (_payload, { signal, log }) => {
    await takeSmallBatches(dependencies, options.groupSize ?? 200, signal, log);
    const nowMs = performance.now();
    if (nowMs - rescuedAtMs < rescueEveryMs) return;
    rescuedAtMs = nowMs;
    await rescue(dependencies);
  };
}

async function takeSmallBatches(
  dependencies: IngestDependencies,
  groupSize: number,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const failed: BatchId[] = [];
  while (!signal.aborted) {
    let locked: readonly BatchPage[] = [];
    try {
      const taken = await dependencies.db.transaction(async (trx) => {
        const group = await lockSmallPages(trx, { except: failed, limit: groupSize });
        if (!group) return null;
        locked = group.pages;
        // What is lost by a crash of the server is taken again, and whatever is published of it commits durably after it.
        await commitLater(trx);
        await takePages(trx, contractOf(dependencies, group.dataset), group.pages, null, dependencies.clock.now());
        const ids = group.pages.map(({ batchId }) => batchId);
        return { waits: await closeUpserts(trx, dependencies, ids) };
      });
      if (!taken) return;
      if (taken.waits) await dependencies.queue.enqueue(resolvePending, {});
    } catch (error) {
      if (locked.length === 0) throw error;
      // One bad batch must not hold up the others: each page becomes a job of its own, with its own attempts.
      log.warn(
        { err: error, batches: locked.length },
        'small batches could not be taken together; each is tried alone',
      );
      failed.push(...locked.map(({ batchId }) => batchId));
      await dependencies.queue.enqueueBulk(ingestPage, locked);
    }
  }
}

const rescueLimit = 2_000;

async function rescue({ db, queue }: IngestDependencies): Promise<void> {
  const pages = await findOpenPages(db, rescueLimit);
  if (pages.length > 0) await queue.enqueueBulk(ingestPage, pages);
  const finishable = await listFinishable(db, rescueLimit);
  for (const { id } of finishable) await queue.enqueue(finishBatch, { batchId: asBatchId(id) });
  if (await awaitsResolution(db)) await queue.enqueue(resolvePending, {});
  await continueRuns(queue, { db });
}
