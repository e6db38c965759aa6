import type { Contract } from '../schema/model/contract.ts';
import type { Log } from '../schema/runtime/log.ts';
import { startIngestWorkers } from './ingest-workers.ts';
import type { HubQueue } from './queue.ts';
import type { RunSettings } from './reconcile/do-part.ts';
import { continueRuns, startReconcileWorker } from './reconcile.ts';
import { startResolveWorker } from './resolve-pending.ts';

export interface WorkerDependencies extends RunSettings {
  readonly contracts: readonly Contract[];
  readonly log: Log;
}

/** Starts every worker of the hub in this process: read this list, know the jobs. */
export async function startWorkers(queue: HubQueue, dependencies: WorkerDependencies): Promise<void> {
  await startResolveWorker(queue, dependencies);
  await startReconcileWorker(queue, dependencies);
  await startIngestWorkers(queue, dependencies);
  // A reconciliation that was under way when its process was killed goes on at once, not at the next sweep.
  await continueRuns(queue, dependencies);
}
