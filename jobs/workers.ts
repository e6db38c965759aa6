import type { Contract } from '../schema/model/contract.ts';
import type { Log } from '../schema/runtime/log.ts';
import { findRunningReconciliations } from '../schema/store/reconciliation-store.ts';
import { reconcile } from './definitions.ts';
import { startIngestWorkers } from './ingest-workers.ts';
import type { HubQueue } from './queue.ts';
import { startReconcileWorker } from './reconcile.ts';
import type { ResolveSettings } from './resolve/load-dependencies.ts';
import { startResolveWorker } from './resolve-pending.ts';

export interface WorkerDependencies extends ResolveSettings {
  readonly contracts: readonly Contract[];
  readonly log: Log;
}

/** Starts every worker of the hub in this process: read this list, know the jobs. */
export async function startWorkers(queue: HubQueue, dependencies: WorkerDependencies): Promise<void> {
  await startResolveWorker(queue, dependencies);
  await startReconcileWorker(queue, dependencies);
  await startIngestWorkers(queue, dependencies);
  // A reconciliation that was running when its process was killed is asked for again.
  for (const { id } of await findRunningReconciliations(dependencies.db)) {
    await queue.enqueue(reconcile, { reconciliationId: id });
  }
}
