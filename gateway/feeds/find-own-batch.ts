import type { Principal } from '../../schema/model/agreement.ts';
import type { Contract } from '../../schema/model/contract.ts';
import { notFound } from '../../schema/model/errors.ts';
import { asBatchId } from '../../schema/model/identity.ts';
import { findBatch, type StoredBatch } from '../../schema/store/stored-batch.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { requireDataset } from './find-dataset.ts';

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The batch of that id in that dataset, if the caller holds it; another department's batch does not exist for them. */
export async function findOwnBatch(
  { db, contracts }: Pick<FeedDependencies, 'db' | 'contracts'>,
  principal: Principal,
  dataset: string,
  id: string,
): Promise<{ readonly contract: Contract; readonly batch: StoredBatch }> {
  const contract = requireDataset(principal, contracts, dataset);
  const batch = uuidShape.test(id) ? await findBatch(db, asBatchId(id)) : null;
  if (batch?.dataset !== contract.dataset) {
    throw notFound('BATCH_UNKNOWN', `${dataset} has no such batch; see GET /feeds/${dataset}/batches`);
  }
  return { contract, batch };
}
