import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../../schema/store/database.ts';
import {
  getReconciliation,
  insertReconciliation,
  type Reconciliation,
} from '../../../schema/store/reconciliation-store.ts';

export interface RunAsked {
  readonly dryRun?: boolean;
  readonly retrain?: boolean;
}

/** Asks for a reconciliation by the table alone, as a sweep finds it. */
export async function askForRun(db: Database, { dryRun = false, retrain = false }: RunAsked = {}): Promise<string> {
  const id = randomUUID();
  await insertReconciliation(db, { id, dryRun, retrain, requestedBy: 'bench' }, new Date());
  return id;
}

/** Waits until the run is over, or until `enough` says so. @throws after `timeoutMs` */
export async function awaitRun(
  db: Database,
  id: string,
  {
    timeoutMs,
    enough = () => false,
  }: { readonly timeoutMs: number; readonly enough?: (run: Reconciliation) => boolean },
): Promise<Reconciliation> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const run = await getReconciliation(db, id);
    if (run.state !== 'running' || enough(run)) return run;
    if (performance.now() > deadline)
      throw new Error(`reconciliation still in ${run.phase}, ${run.done} of ${run.total}`);
    await sleep(20);
  }
}
