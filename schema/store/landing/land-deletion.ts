import { randomUUID } from 'node:crypto';
import type { Contract } from '../../model/contract.ts';
import { invalid, unavailable } from '../../model/errors.ts';
import { asBatchId } from '../../model/identity.ts';
import { createQualityCounter } from '../../rules/quality/count-quality.ts';
import { insertPages } from '../batch-page-store.ts';
import { describeBatch, insertBatch } from '../batch-store.ts';
import type { Database } from '../database.ts';
import { copyLandedLines, type LandedRow, toLandedLine } from '../landing-store.ts';
import { type Delivery, findReplayed, type Landing, type LandingOptions } from './land-batch.ts';
import { maxKeyBytes } from './read-rows.ts';

/** Sorts above every content: whoever deletes at the version of the record means this record. */
const deletionHash = 'f'.repeat(64);

/** Lands the deletion of one record as a batch of one row without content. Otherwise as {@link landBatch}. */
export async function landDeletion(
  db: Database,
  contract: Contract,
  target: { readonly key: string; readonly version: Date },
  delivery: Delivery,
  options: LandingOptions = {},
): Promise<Landing> {
  if (Buffer.byteLength(target.key) > maxKeyBytes) {
    throw invalid('KEY_TOO_LONG', `no key is longer than ${maxKeyBytes} bytes; look at the address again`);
  }
  const known = await findReplayed(db, contract, delivery);
  if (known) return { replayed: true, batch: known };
  const batchId = asBatchId(randomUUID());
  const row: LandedRow = {
    rowNumber: 1,
    key: target.key,
    version: target.version.toISOString(),
    values: {},
    flags: [],
    deleted: true,
    hash: deletionHash,
    rawJson: '{}',
  };
  const quality = createQualityCounter(contract);
  quality.add(row);
  const summary = {
    received: 1,
    rejected: 0,
    rules: [],
    columns: [],
    quality: quality.total({ received: 1, unreadable: 0, at: delivery.receivedAt }),
  };
  const landed = await db.transaction(async (trx) => {
    const { dataset, department } = contract;
    if (!(await insertBatch(trx, { ...delivery, id: batchId, dataset, department }))) return false;
    await copyLandedLines(trx, Buffer.from(toLandedLine(batchId, row)));
    await insertPages(trx, batchId, [{ firstRow: 1, lastRow: 1 }]);
    await describeBatch(trx, batchId, summary);
    await options.onLanded?.(trx, batchId, summary);
    return true;
  });
  if (landed) return { replayed: false, batchId, pages: 1, summary };
  const first = await findReplayed(db, contract, delivery);
  if (first) return { replayed: true, batch: first };
  throw unavailable('DELIVERY_INTERRUPTED', 'the deletion was interrupted; send it again');
}
