import { randomUUID } from 'node:crypto';
import type { Principal } from '../../schema/model/agreement.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import { recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import {
  getReconciliation,
  insertReconciliation,
  type Reconciliation,
} from '../../schema/store/reconciliation-store.ts';
import { actorOf } from './decide.ts';

/** Asks for a full reconciliation; the worker finds it in the table. */
export function startReconciliation(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  by: Principal,
  { dryRun, retrain }: { readonly dryRun: boolean; readonly retrain: boolean },
): Promise<Reconciliation> {
  const actor = actorOf(by);
  const id = randomUUID();
  return db.transaction(async (trx) => {
    await insertReconciliation(trx, { id, dryRun, retrain, requestedBy: actor.name }, clock.now());
    await recordDeed(trx, clock, {
      actor,
      operation: 'reconciliation.start',
      subject: { type: 'reconciliation', id },
      details: { dryRun: String(dryRun), retrain: String(retrain) },
    });
    return getReconciliation(trx, id);
  });
}
