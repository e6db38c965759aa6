import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { conflict } from '../../schema/model/errors.ts';
import { landDeletion } from '../../schema/store/landing/land-deletion.ts';
import { principalOf } from '../auth/create-authentication.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { readIdempotencyKey, readInstant } from './feed-request.ts';
import { requireDataset } from './find-dataset.ts';
import { batchPath, presentBatch } from './present-batch.ts';
import { announce } from './push-feed.ts';
import { recordPush } from './record-push.ts';

/**
 * `DELETE /feeds/{dataset}/records/{key}?version=`: a tombstone, landed as a batch of one row and taken the way of every
 * other row: an older row that comes later does not bring the record back, a newer one does.
 */
export function createDeleteRecord(dependencies: FeedDependencies): RequestHandler<{ dataset: string; key: string }> {
  const { db, clock, contracts } = dependencies;
  return async (request, response) => {
    const principal = principalOf(response);
    const contract = requireDataset(principal, contracts, request.params.dataset);
    if (contract.version === null || contract.entity === 'grid') {
      throw conflict(
        'DATASET_IS_REPLACED',
        `${contract.dataset} has no versions; send the whole list without that row`,
      );
    }
    const { key } = request.params;
    const version = readInstant('version', request.query.version);
    const now = clock.now();
    const landing = await landDeletion(
      db,
      contract,
      { key, version },
      {
        clientId: principal.client.id,
        mode: 'upsert',
        asOf: now,
        receivedAt: now,
        idempotencyKey: readIdempotencyKey(request),
        bodySha256: createHash('sha256').update(`delete\n${key}\n${version.toISOString()}`).digest('hex'),
        bodyBytes: 0,
        form: 'delete',
      },
      { onLanded: recordPush(clock, principal, 'record.delete') },
    );
    const { batch } = await announce(dependencies, landing);
    response.status(202).location(batchPath(contract.dataset, batch.id)).json(presentBatch(batch));
  };
}
