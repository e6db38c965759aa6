import type { EntityType } from '../../schema/model/identity.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import type { Log } from '../../schema/runtime/log.ts';
import type { Database, DatabaseAddress } from '../../schema/store/database.ts';
import { finishReconciliation, getReconciliation, noteProgress } from '../../schema/store/reconciliation-store.ts';
import {
  finishPart,
  listParts,
  type PartName,
  type PartResult,
  type PartTask,
  readPayload,
} from '../../schema/store/run-part-store.ts';
import { encodeEdges } from '../resolution/encode-edges.ts';
import { trainFrame } from '../resolution/train-frame.ts';
import { leastTrainingRecords } from '../resolution/train-model.ts';
import type { ResolveSettings } from '../resolve/load-dependencies.ts';
import type { ResolveDependencies } from '../resolve/resolve-dependencies.ts';
import { compareShare } from './compare-share.ts';
import { keepRun } from './keep-run.ts';
import { type LoadedRun, loadRun } from './load-run.ts';
import { publishRun } from './publish-run.ts';
import type { RunCache } from './run-cache.ts';
import type { RunPool } from './run-engine.ts';

export interface RunSettings extends ResolveSettings {
  readonly connection: DatabaseAddress['connection'];
  /** Records of one part, 25,000 unless given; every worker of a hub has the same. */
  readonly recordsPerPart?: number;
}

export interface PartDependencies extends Pick<RunSettings, 'db' | 'connection'> {
  readonly log?: Log;
  /** The models in force now, and what else resolution needs. */
  readonly resolution: () => Promise<ResolveDependencies>;
  readonly cache: RunCache;
  /** Threads for reading the records of a run of so many parts. */
  readonly readers: (parts: number) => RunPool;
}

/** Thrown where a run turns out to be called off: whatever was being done is rolled back. */
export class RunCancelled extends Error {}

/** Does a part and keeps what it gives. Done twice, it gives the same and is kept once. */
export async function doPart(dependencies: PartDependencies, name: PartName, task: PartTask): Promise<void> {
  if (task.phase === 'publish') return doPublish(dependencies, name);
  const result = await produce(dependencies, name, task);
  await dependencies.db.transaction((trx) => finishPart(trx, name, result));
}

async function produce(
  dependencies: PartDependencies,
  { reconciliationId }: PartName,
  task: Exclude<PartTask, { phase: 'publish' }>,
): Promise<PartResult> {
  switch (task.phase) {
    case 'prepare': {
      const { settings } = (await dependencies.resolution()).models[task.entityType];
      const { entityType, from, to } = task;
      const readers = dependencies.readers((await listParts(dependencies.db, reconciliationId, 'prepare')).length);
      return { payload: await readers.run('prepare', { settings, entityType, from, to }), observations: null };
    }
    case 'train':
      return {
        payload: Buffer.from(JSON.stringify(await train(dependencies, reconciliationId, task.entityType))),
        observations: null,
      };
    case 'compare': {
      const run = await loadType(dependencies, reconciliationId, task.entityType);
      const { edges, observations } = await compareShare(run, task.share, task.of);
      return { payload: encodeEdges(edges), observations };
    }
  }
}

/** Learns from the records that the prepare phase has left; from too few of them nothing, and the model stays. */
async function train(
  dependencies: PartDependencies,
  reconciliationId: string,
  entityType: EntityType,
): Promise<ResolutionModel> {
  const model = (await dependencies.resolution()).models[entityType];
  const { pool, frame, layers } = await loadWith(dependencies, reconciliationId, entityType, model);
  if (frame.size < leastTrainingRecords) return model;
  return trainFrame(pool, frame, layers, model.settings, { seed: trainingSeed });
}

/** One number, so that a run done twice learns the same. */
const trainingSeed = 1;

async function doPublish(dependencies: PartDependencies, name: PartName): Promise<void> {
  const { db, cache } = dependencies;
  const { reconciliationId } = name;
  const resolution = await dependencies.resolution();
  const asked = await getReconciliation(db, reconciliationId);
  const { report } = await publishRun(db, resolution, {
    reconciliationId,
    dryRun: asked.dryRun,
    load: (entityType) => loadType(dependencies, reconciliationId, entityType),
    onProgress: async (done, total) => {
      // On a connection of its own, because nobody sees what the transaction writes.
      if (!(await noteProgress(db, reconciliationId, done, total))) throw new RunCancelled('the run was cancelled');
    },
    finish: async (trx, run) => {
      await keepRun(trx, reconciliationId, run.kept);
      const outcome = { state: 'done', report: run.report } as const;
      const isDone = await finishReconciliation(trx, reconciliationId, outcome, resolution.clock.now());
      if (!isDone) throw new RunCancelled('the run was cancelled');
    },
  });
  dependencies.log?.info({ reconciliationId, ...report }, 'reconciliation done');
  await cache.release(reconciliationId);
}

/** One type of the run with the model that it is to use: the one just trained, or the one in force. */
async function loadType(
  dependencies: PartDependencies,
  reconciliationId: string,
  entityType: EntityType,
): Promise<LoadedRun> {
  const model =
    (await readTrained(dependencies.db, reconciliationId, entityType)) ??
    (await dependencies.resolution()).models[entityType];
  return loadWith(dependencies, reconciliationId, entityType, model);
}

async function loadWith(
  { db, connection, cache }: PartDependencies,
  reconciliationId: string,
  entityType: EntityType,
  model: ResolutionModel<EntityType>,
): Promise<LoadedRun> {
  return cache.get({ reconciliationId, entityType, version: model.version }, () =>
    loadRun({ db, connection, reconciliationId, entityType, model }),
  );
}

async function readTrained(
  db: Database,
  reconciliationId: string,
  entityType: EntityType,
): Promise<ResolutionModel<EntityType> | null> {
  for (const { part, task } of await listParts(db, reconciliationId, 'train')) {
    if (task.phase !== 'train' || task.entityType !== entityType) continue;
    const model: ResolutionModel<EntityType> = JSON.parse(
      (await readPayload(db, { reconciliationId, phase: 'train', part })).toString(),
    );
    return model;
  }
  return null;
}
