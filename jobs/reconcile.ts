import { describeError } from '../schema/runtime/describe-error.ts';
import { finishReconciliation, getReconciliation } from '../schema/store/reconciliation-store.ts';
import { reconcile } from './definitions.ts';
import type { HubQueue } from './queue.ts';
import { keepRun } from './reconcile/keep-run.ts';
import { RunCancelled, runReconciliation } from './reconcile/run-reconciliation.ts';
import { loadResolveDependencies, type ResolveSettings } from './resolve/load-dependencies.ts';

/**
 * One full reconciliation that somebody asked for. Its work and its publication are one transaction; run again after a
 * kill it starts over, and after it is done it returns at once.
 */
export async function startReconcileWorker(queue: HubQueue, settings: ResolveSettings): Promise<void> {
  const finish = (id: string, outcome: Parameters<typeof finishReconciliation>[2]) =>
    finishReconciliation(settings.db, id, outcome, settings.clock.now());
  await queue.work(
    reconcile,
    async ({ reconciliationId }, { log }) => {
      const asked = await getReconciliation(settings.db, reconciliationId);
      if (asked.state !== 'running') return;
      const isCancelled = async () => (await getReconciliation(settings.db, reconciliationId)).state === 'cancelled';
      try {
        const { kept, ...report } = await runReconciliation(settings.db, await loadResolveDependencies(settings), {
          ...asked,
          isCancelled,
        });
        await keepRun(settings.db, reconciliationId, kept);
        await finish(reconciliationId, { state: 'done', report });
        log.info({ reconciliationId, ...report }, 'reconciliation done');
      } catch (error) {
        if (!(error instanceof RunCancelled)) throw error;
        log.info({ reconciliationId }, 'reconciliation cancelled');
      }
    },
    {
      onGivenUp: ({ reconciliationId }, error) =>
        finish(reconciliationId, { state: 'failed', report: { problem: describeError(error).message } }),
    },
  );
}
