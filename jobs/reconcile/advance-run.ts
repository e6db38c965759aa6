import { entityTypes } from '../../schema/model/identity.ts';
import type { Database } from '../../schema/store/database.ts';
import {
  beginPhase,
  findDoneTasks,
  lockRun,
  type PartTask,
  type RunPhase,
  runPhases,
  splitRecords,
} from '../../schema/store/run-part-store.ts';

/** A prepare part's records: about a second's work. */
const defaultRecordsPerPart = 25_000;
const mostShares = 256;

/**
 * Moves a run on to its next phase when the one it is in is done, or begins it; whoever comes second finds it moved
 * already. The parts follow from the records and not from the workers, so any number of these gives the same.
 * @returns whether a phase was begun: its parts are for the caller to ask for
 */
export function advanceRun(
  db: Database,
  reconciliationId: string,
  recordsPerPart = defaultRecordsPerPart,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const run = await lockRun(trx, reconciliationId);
    if (!run) return false;
    if (run.phase === null) {
      await beginPhase(trx, reconciliationId, 'prepare', await planPrepare(trx, recordsPerPart));
      return true;
    }
    const done = await findDoneTasks(trx, reconciliationId, run.phase);
    const next = nextPhase(run.phase, run.retrain);
    if (!done || next === null) return false;
    const prepared = run.phase === 'prepare' ? done : await findDoneTasks(trx, reconciliationId, 'prepare');
    await beginPhase(trx, reconciliationId, next, planPhase(next, prepared ?? []));
    return true;
  });
}

function nextPhase(phase: RunPhase, retrain: boolean): RunPhase | null {
  const next = runPhases[runPhases.indexOf(phase) + 1] ?? null;
  return next === 'train' && !retrain ? 'compare' : next;
}

async function planPrepare(trx: Database, recordsPerPart: number): Promise<readonly PartTask[]> {
  const tasks: PartTask[] = [];
  for (const entityType of entityTypes) {
    for (const stretch of await splitRecords(trx, entityType, recordsPerPart)) {
      tasks.push({ phase: 'prepare', entityType, ...stretch });
    }
  }
  // A run over nothing still has every phase, and publishes that nothing is there.
  return tasks.length > 0
    ? tasks
    : entityTypes.map((entityType) => ({ phase: 'prepare', entityType, from: '0', to: '0' }));
}

function planPhase(phase: RunPhase, prepared: readonly PartTask[]): readonly PartTask[] {
  switch (phase) {
    case 'prepare':
      return prepared;
    case 'train':
      return entityTypes.map((entityType) => ({ phase, entityType }));
    case 'compare':
      return entityTypes.flatMap((entityType): PartTask[] => {
        const parts = prepared.filter((task) => task.phase === 'prepare' && task.entityType === entityType).length;
        const of = Math.min(mostShares, Math.max(1, parts));
        return Array.from({ length: of }, (_, share) => ({ phase, entityType, share, of }));
      });
    case 'publish':
      return [{ phase }];
  }
}
