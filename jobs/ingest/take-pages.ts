import type { Contract } from '../../schema/model/contract.ts';
import type { BatchPage } from '../../schema/store/batch-page-store.ts';
import type { OpenBatch } from '../../schema/store/batch-store.ts';
import type { Database } from '../../schema/store/database.ts';
import {
  applyPages,
  clearPages,
  findVersionConflicts,
  insertNewRecords,
  lockRecords,
  type PageSet,
} from '../../schema/store/record-store.ts';
import { closeUnkeyedRejects } from '../../schema/store/reject-store.ts';
import { deleteLateComers, findLatestSnapshot, isLater, shareDataset } from '../../schema/store/snapshot-store.ts';
import { replaceGrids } from './replace-grids.ts';

/**
 * Takes locked pages of one dataset into the records (grids: into the area tree), all in the caller's transaction.
 * @param snapshot the batch when it is one; a snapshot's pages come one at a time, since only they can bring back what
 * an older snapshot had removed
 */
export async function takePages(
  trx: Database,
  contract: Contract,
  pages: readonly BatchPage[],
  snapshot: OpenBatch | null,
  now: Date,
): Promise<void> {
  if (contract.entity === 'grid') {
    if (!snapshot) throw new Error(`${contract.dataset}: a list of grids always replaces the tree.`);
    for (const page of pages) await replaceGrids(trx, snapshot, page, now);
    return;
  }
  const set: PageSet = { dataset: contract.dataset, entityType: contract.entity, pages };
  await shareDataset(trx, contract.dataset);
  const born = await insertNewRecords(trx, set);
  await lockRecords(trx, set);
  await applyPages(trx, set, born, now);
  await findVersionConflicts(trx, set, now);
  await closeUnkeyedRejects(trx, contract.dataset, contract.key, pages, now);
  const latest = await findLatestSnapshot(trx, contract.dataset);
  if (latest && born.length > 0 && !(snapshot && isLater(snapshot, latest))) {
    await deleteLateComers(trx, born, latest, now);
  }
  await clearPages(trx, set);
}
