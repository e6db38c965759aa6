import { asBatchId, type BatchId } from '../schema/model/identity.ts';
import { describeError } from '../schema/runtime/describe-error.ts';
import { lockPage } from '../schema/store/batch-page-store.ts';
import { findFinishable, markIngesting, noteProblem } from '../schema/store/batch-store.ts';
import { finishBatch } from './definitions.ts';
import { contractOf, type IngestDependencies } from './ingest/ingest-dependencies.ts';
import { takePages } from './ingest/take-pages.ts';
import type { JobHandler } from './queue.ts';

interface Payload {
  readonly batchId: string;
  readonly page: number;
}

/**
 * Takes one page of a landed batch into the records. Everything the page does (records, versions, waiting list, counts,
 * removal of its landed rows) is one transaction that begins by locking the page: killed, nothing has happened; run
 * twice, the second finds the page done. The last page asks for the batch to be finished.
 */
export function createIngestPage(dependencies: IngestDependencies): JobHandler<Payload> {
  const { db, clock, queue } = dependencies;
  return async ({ batchId: id, page }) => {
    const batchId = asBatchId(id);
    await markIngesting(db, batchId);
    await db.transaction(async (trx) => {
      const batch = await lockPage(trx, { batchId, page });
      if (!batch) return;
      const contract = contractOf(dependencies, batch.dataset);
      const snapshot = batch.mode === 'snapshot' ? batch : null;
      await takePages(trx, contract, [{ batchId, page }], snapshot, clock.now());
    });
    if ((await findFinishable(db, [batchId])).length > 0) await queue.enqueue(finishBatch, { batchId });
  };
}

/**
 * What to do when a page or a finish has failed its last attempt: say so at the batch. It stays open, and the sweep asks
 * again, because what was acknowledged is never given up.
 */
export function createGivenUp(dependencies: Pick<IngestDependencies, 'db'>) {
  return async ({ batchId }: { readonly batchId: string }, error: unknown): Promise<void> => {
    const id: BatchId = asBatchId(batchId);
    const { type, code, message } = describeError(error);
    await noteProblem(dependencies.db, id, `${code ?? type}: ${message}`);
  };
}
