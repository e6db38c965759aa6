import { resolvePending as resolvePendingDefinition } from './definitions.ts';
import type { HubQueue } from './queue.ts';
import { loadResolveDependencies, type ResolveSettings } from './resolve/load-dependencies.ts';
import { resolvePending } from './resolve/resolve-pending.ts';

/**
 * Resolves and publishes whatever records wait. Safe to run twice or to be killed anywhere: each chunk leaves the
 * waiting list in the transaction that publishes it, and one lock in the database lets only one run at a time.
 */
export async function startResolveWorker(queue: HubQueue, settings: ResolveSettings): Promise<void> {
  await queue.work(resolvePendingDefinition, async (_payload, { log }) => {
    const report = await resolvePending(settings.db, await loadResolveDependencies(settings));
    if (report.records > 0) log.info(report, 'records resolved');
  });
}
