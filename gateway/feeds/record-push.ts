import type { Principal } from '../../schema/model/agreement.ts';
import type { BatchId } from '../../schema/model/identity.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import { recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import type { RowSummary } from '../../schema/store/landing/read-rows.ts';

/** Writes a push or a deletion into the audit chain, inside the landing's own transaction. */
export const recordPush =
  (clock: Clock, { client }: Principal, operation: 'feed.push' | 'record.delete') =>
  async (trx: Database, batchId: BatchId, summary: Pick<RowSummary, 'received' | 'rejected'>): Promise<void> => {
    await recordDeed(trx, clock, {
      actor: { clientId: client.id, name: client.name },
      operation,
      subject: { type: 'batch', id: batchId },
      details: { received: String(summary.received), rejected: String(summary.rejected) },
    });
  };
