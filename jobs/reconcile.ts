import { describeError } from '../schema/runtime/describe-error.ts';
import {
  findRunningReconciliations,
  finishReconciliation,
  getReconciliation,
} from '../schema/store/reconciliation-store.ts';
import { clearEndedRuns, findOpenPart, listOpenParts } from '../schema/store/run-part-store.ts';
import { reconcile, runPart } from './definitions.ts';
import type { HubQueue } from './queue.ts';
import { advanceRun } from './reconcile/advance-run.ts';
import { doPart, type PartDependencies, RunCancelled, type RunSettings } from './reconcile/do-part.ts';
import { createRunCache } from './reconcile/run-cache.ts';
import { openReaders } from './reconcile/run-engine.ts';
import { loadResolveDependencies } from './resolve/load-dependencies.ts';

/** Parts that this process does at once: while the database takes one in, the threads work on the next. */
const concurrency = 2;
const mostOpenParts = 2_000;

/**
 * Full reconciliations. Each is done in parts (prepare, train, compare, publish), which the workers of all processes
 * share; a phase begins when every part of the one before is done. The tables say what is open: a part whose worker was
 * killed is asked for again, and done again it gives the same. Runs are worked on one after the other.
 */
export async function startReconcileWorker(queue: HubQueue, settings: RunSettings): Promise<void> {
  const dependencies: PartDependencies = {
    db: settings.db,
    connection: settings.connection,
    resolution: () => loadResolveDependencies(settings),
    cache: createRunCache(),
    readers: openReaders(settings.db, settings.connection),
  };
  const { db, clock } = settings;
  const fail = async (reconciliationId: string, error: unknown): Promise<void> => {
    const report = { problem: describeError(error).message };
    await finishReconciliation(db, reconciliationId, { state: 'failed', report }, clock.now());
  };
  await queue.work(
    reconcile,
    async ({ reconciliationId }) => {
      if ((await getReconciliation(db, reconciliationId)).state === 'running') await continueRuns(queue, settings);
    },
    { onGivenUp: ({ reconciliationId }, error) => fail(reconciliationId, error) },
  );
  await queue.work(
    runPart,
    async (name, { log }) => {
      const task = await findOpenPart(db, name);
      if (!task) {
        await dependencies.cache.releaseOthers((await oldestRun(settings))?.id ?? null);
        return;
      }
      try {
        await doPart({ ...dependencies, log }, name, task);
      } catch (error) {
        if (!(error instanceof RunCancelled)) throw error;
        log.info({ reconciliationId: name.reconciliationId }, 'reconciliation cancelled');
        await dependencies.cache.release(name.reconciliationId);
      }
      await continueRuns(queue, settings);
    },
    { concurrency, onGivenUp: ({ reconciliationId }, error) => fail(reconciliationId, error) },
  );
}

/** Asks for whatever the oldest run under way needs next. Safe to call at any time, by any process. */
export async function continueRuns(
  queue: Pick<HubQueue, 'enqueueBulk'>,
  settings: Pick<RunSettings, 'db' | 'recordsPerPart'>,
): Promise<void> {
  const { db } = settings;
  const run = await oldestRun(settings);
  if (run) await advanceRun(db, run.id, settings.recordsPerPart);
  const open = run
    ? (await listOpenParts(db, mostOpenParts)).filter(({ reconciliationId }) => reconciliationId === run.id)
    : [];
  if (open.length > 0) await queue.enqueueBulk(runPart, open);
  await clearEndedRuns(db);
}

const oldestRun = async ({ db }: Pick<RunSettings, 'db'>) => (await findRunningReconciliations(db))[0] ?? null;
