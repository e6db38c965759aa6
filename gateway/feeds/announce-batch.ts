import { finishBatch, ingestPage, sweep } from '../../jobs/definitions.ts';
import type { BatchId } from '../../schema/model/identity.ts';
import { smallBatchRows } from '../../schema/store/batch-page-store.ts';
import type { FeedDependencies } from './feed-dependencies.ts';

/**
 * Asks for a landed batch to be ingested. It is durable already: when the queue does not answer, the sweep of any
 * worker finds the batch in the tables.
 */
export async function announceBatch(
  { queue, log }: Pick<FeedDependencies, 'queue' | 'log'>,
  batch: { readonly id: BatchId; readonly rows: number; readonly pages: number; readonly mode: 'upsert' | 'snapshot' },
): Promise<void> {
  try {
    if (batch.pages === 0) await queue.enqueue(finishBatch, { batchId: batch.id });
    else if (batch.mode === 'upsert' && batch.rows <= smallBatchRows) await queue.enqueue(sweep, {});
    else await queue.enqueueBulk(ingestPage, pagesOf(batch.id, batch.pages));
  } catch (error) {
    log.warn({ err: error, batchId: batch.id }, 'the queue did not take a batch; the sweep will');
  }
}

const pagesOf = (batchId: BatchId, pages: number) => Array.from({ length: pages }, (_, page) => ({ batchId, page }));
