import type { RequestHandler } from 'express';
import { countRejects } from '../../schema/store/reject-store.ts';
import { principalOf } from '../auth/create-authentication.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { findOwnBatch } from './find-own-batch.ts';
import { presentBatch } from './present-batch.ts';

/** `GET /feeds/{dataset}/batches/{id}`: state, balanced counts, quality, times, and the rejects by rule. */
export function createShowBatch(
  dependencies: Pick<FeedDependencies, 'db' | 'contracts'>,
): RequestHandler<{ dataset: string; id: string }> {
  return async (request, response) => {
    const { dataset, id } = request.params;
    const { batch } = await findOwnBatch(dependencies, principalOf(response), dataset, id);
    response.json({ ...presentBatch(batch), rejects: await countRejects(dependencies.db, batch.id) });
  };
}
