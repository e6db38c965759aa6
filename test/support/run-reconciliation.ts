import { randomUUID } from 'node:crypto';
import { advanceRun } from '../../jobs/reconcile/advance-run.ts';
import { doPart } from '../../jobs/reconcile/do-part.ts';
import type { ReconciliationReport } from '../../jobs/reconcile/publish-run.ts';
import { createRunCache } from '../../jobs/reconcile/run-cache.ts';
import { openReaders } from '../../jobs/reconcile/run-engine.ts';
import type { ResolveDependencies } from '../../jobs/resolve/resolve-dependencies.ts';
import type { Database } from '../../schema/store/database.ts';
import {
  getReconciliation,
  insertReconciliation,
  type Reconciliation,
} from '../../schema/store/reconciliation-store.ts';
import { findOpenPart, listOpenParts } from '../../schema/store/run-part-store.ts';

/** A full reconciliation as the workers do it, its parts one after the other and without a queue. Small runs only. */
export async function runReconciliation(
  db: Database,
  resolution: ResolveDependencies,
  options: { readonly dryRun: boolean; readonly retrain: boolean },
): Promise<ReconciliationReport> {
  const id = randomUUID();
  await insertReconciliation(db, { id, ...options, requestedBy: 'test' }, resolution.clock.now());
  const { report } = await finishRun(db, resolution, id);
  return report as unknown as ReconciliationReport;
}

/** Does every part of a run that somebody asked for; one that is not running stays as it is. */
export async function finishRun(db: Database, resolution: ResolveDependencies, id: string): Promise<Reconciliation> {
  const dependencies = {
    db,
    connection: '',
    resolution: async () => resolution,
    cache: createRunCache(),
    readers: openReaders(db, ''),
  };
  for (;;) {
    await advanceRun(db, id);
    for (const name of await listOpenParts(db, 100)) {
      const task = name.reconciliationId === id ? await findOpenPart(db, name) : null;
      if (task) await doPart(dependencies, name, task);
    }
    const run = await getReconciliation(db, id);
    if (run.state !== 'running') return run;
  }
}
