import type { Principal } from '../../schema/model/agreement.ts';
import type { BatchId } from '../../schema/model/identity.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import { type Deed, recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import type { RowSummary } from '../../schema/store/landing/read-rows.ts';

type Operation = 'feed.push' | 'record.delete';
type Counts = Pick<RowSummary, 'received' | 'rejected'>;

/** Writes a push or a deletion into the audit chain, inside the landing's own transaction. */
export const recordPush =
  (clock: Clock, principal: Principal, operation: Operation) =>
  async (trx: Database, batchId: BatchId, counts: Counts): Promise<void> => {
    await recordDeed(trx, clock, toPushDeed(principal, operation, batchId, counts));
  };

export const toPushDeed = ({ client }: Principal, operation: Operation, batchId: BatchId, counts: Counts): Deed => ({
  actor: { clientId: client.id, name: client.name },
  operation,
  subject: { type: 'batch', id: batchId },
  details: { received: String(counts.received), rejected: String(counts.rejected) },
});
