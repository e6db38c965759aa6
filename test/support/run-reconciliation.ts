import { randomUUID } from 'node:crypto';
import { advanceRun } from '../../jobs/reconcile/advance-run.ts';
import { doPart } from '../../jobs/reconcile/do-part.ts';
import type { ReconciliationReport } from '../../jobs/reconcile/publish-run.ts';
import { createRunCache } from '../../jobs/reconcile/run-cache.ts';
import { openReaders } from '../../jobs/reconcile/run-engine.ts';
import type { ResolveDependencies } from '../../jobs/resolve/resolve-dependencies.ts';
import type { Database } from '../../schema/store/database.ts';
import { getReconciliation, insertReconciliation } from '../../schema/store/reconciliation-store.ts';
import { findOpenPart, listOpenParts } from '../../schema/store/run-part-store.ts';

/** A full reconciliation as the workers do it, its parts one after the other and without a queue. Small runs only. */
export async function runReconciliation(
  db: Database,
  resolution: ResolveDependencies,
  options: { readonly dryRun: boolean; readonly retrain: boolean },
): Promise<ReconciliationReport> {
  const id = randomUUID();
  await insertReconciliation(db, { id, ...options, requestedBy: 'test' }, resolution.clock.now());
  const dependencies = {
    db,
    connection: '',
    resolution: async () => resolution,
    cache: createRunCache(),
    readers: openReaders(db, ''),
  };
  for (;;) {
    await advanceRun(db, id);
    const open = await listOpenParts(db, 100);
    for (const name of open) {
      const task = await findOpenPart(db, name);
      if (task) await doPart(dependencies, name, task);
    }
    const { state, report } = await getReconciliation(db, id);
    if (state === 'done') return report as unknown as ReconciliationReport;
  }
}
