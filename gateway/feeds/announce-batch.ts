import { finishBatch, ingestPage, sweep } from '../../jobs/definitions.ts';
import type { BatchId } from '../../schema/model/identity.ts';
import { smallBatchRows } from '../../schema/store/batch-page-store.ts';
import type { FeedDependencies } from './feed-dependencies.ts';

export interface LandedBatch {
  readonly id: BatchId;
  readonly rows: number;
  readonly pages: number;
  readonly mode: 'upsert' | 'snapshot';
}

/**
 * Asks for a landed batch to be ingested. It is durable already: when the queue does not answer, the sweep of any
 * worker finds the batch in the tables.
 */
export const announceBatch = (dependencies: Announcing, batch: LandedBatch): Promise<void> =>
  announceBatches(dependencies, [batch]);

/** The same for several; all the small ones together ask for one sweep. */
export async function announceBatches({ queue, log }: Announcing, batches: readonly LandedBatch[]): Promise<void> {
  const empty = batches.filter(({ pages }) => pages === 0);
  const rest = batches.filter(({ pages }) => pages > 0);
  const small = rest.filter(({ mode, rows }) => mode === 'upsert' && rows <= smallBatchRows);
  const large = rest.filter((batch) => !small.includes(batch));
  try {
    if (empty.length > 0) {
      await queue.enqueueBulk(
        finishBatch,
        empty.map(({ id }) => ({ batchId: id })),
      );
    }
    if (small.length > 0) await queue.enqueue(sweep, {});
    for (const { id, pages } of large) await queue.enqueueBulk(ingestPage, pagesOf(id, pages));
  } catch (error) {
    log.warn({ err: error, batchId: batches[0]?.id }, 'the queue did not take a batch; the sweep will');
  }
}

type Announcing = Pick<FeedDependencies, 'queue' | 'log'>;

const pagesOf = (batchId: BatchId, pages: number) => Array.from({ length: pages }, (_, page) => ({ batchId, page }));
