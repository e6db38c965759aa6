import { conflict } from '../../schema/model/errors.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import { type Actor, recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import { getReconciliation, markCancelled, type Reconciliation } from '../../schema/store/reconciliation-store.ts';

/**
 * Calls a running reconciliation off. Its workers see that at their next step and leave everything as it was.
 * @throws HubError not-found RECONCILIATION_UNKNOWN, conflict RECONCILIATION_ENDED
 */
export function cancelReconciliation(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  actor: Actor,
  id: string,
): Promise<Reconciliation> {
  return db.transaction(async (trx) => {
    const { state } = await getReconciliation(trx, id);
    if (state !== 'running' || !(await markCancelled(trx, id, clock.now()))) {
      throw conflict('RECONCILIATION_ENDED', 'reconciliation: it is no longer running; there is nothing to cancel.');
    }
    await recordDeed(trx, clock, {
      actor,
      operation: 'reconciliation.cancel',
      subject: { type: 'reconciliation', id },
      details: {},
    });
    return getReconciliation(trx, id);
  });
}
