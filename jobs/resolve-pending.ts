import { randomUUID } from 'node:crypto';
import {
  findRunningReconciliations,
  hubItself,
  insertReconciliation,
  isBacklogLarge,
} from '../schema/store/reconciliation-store.ts';
import { reconcile, resolvePending as resolvePendingDefinition } from './definitions.ts';
import type { HubQueue } from './queue.ts';
import { loadResolveDependencies, type ResolveSettings } from './resolve/load-dependencies.ts';
import { resolvePending } from './resolve/resolve-pending.ts';

/** From here on one full run beats chunks: it reads, compares and writes all records once, with every core. */
const leastBacklog = 100_000;
const leastShare = 0.5;

/**
 * Resolves and publishes whatever records wait. Safe to run twice or to be killed anywhere: each chunk leaves the
 * waiting list in the transaction that publishes it, and one lock in the database lets only one run at a time. When most
 * of a large dataset waits, as at the first load of a city, it asks for a full run instead and leaves the rest to that.
 */
export async function startResolveWorker(queue: HubQueue, settings: ResolveSettings): Promise<void> {
  await queue.work(resolvePendingDefinition, async (_payload, { log }) => {
    const report = await resolvePending(settings.db, await loadResolveDependencies(settings), {
      mayGoOn: async () => !(await isLeftToFullRun(queue, settings)),
    });
    if (report.records > 0) log.info(report, 'records resolved');
  });
}

async function isLeftToFullRun(queue: Pick<HubQueue, 'enqueue'>, { db, clock }: ResolveSettings): Promise<boolean> {
  const running = await findRunningReconciliations(db);
  if (running.some(({ requestedBy }) => requestedBy === hubItself)) return true;
  if (running.length > 0 || !(await isBacklogLarge(db, leastBacklog, leastShare))) return false;
  const id = randomUUID();
  await insertReconciliation(db, { id, dryRun: false, retrain: false, requestedBy: hubItself }, clock.now());
  await queue.enqueue(reconcile, { reconciliationId: id });
  return true;
}
