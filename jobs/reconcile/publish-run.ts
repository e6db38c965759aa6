import { createHash } from 'node:crypto';
import { asRecordId, type EntityType, entityTypes, type RecordId } from '../../schema/model/identity.ts';
import type { PairObservations } from '../../schema/model/reconciliation.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import { emptyObservations, mergeObservations } from '../../schema/rules/reconciliation/pair-observations.ts';
import { arrayOf } from '../../schema/store/array-literal.ts';
import { markPublishedBatches } from '../../schema/store/batch-store.ts';
import type { ChangeDraft } from '../../schema/store/change-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { computeGoldenHash } from '../../schema/store/golden-store.ts';
import { activateModel } from '../../schema/store/model-store.ts';
import { encodePairRow } from '../../schema/store/pair-store.ts';
import { findRowVersions } from '../../schema/store/record-stretch-reader.ts';
import { takePendingRecords } from '../../schema/store/record-values-store.ts';
import { lockResolution } from '../../schema/store/resolution-lock.ts';
import { findTouched, listParts, readPayload } from '../../schema/store/run-part-store.ts';
import type { KeptRun } from '../../schema/store/run-report-store.ts';
import { buildNextEvidence, useNextEvidence } from '../../schema/store/whole-set-store.ts';
import { type Edges, joinEdges } from '../resolution/edges.ts';
import { decodeEdges } from '../resolution/encode-edges.ts';
import { splitRange } from '../resolution/resolve-frame.ts';
import type { ResolveDependencies, ResolveReport } from '../resolve/resolve-dependencies.ts';
import { resolveRecords, toReport } from '../resolve/resolve-records.ts';
import { describeRun, type RunFindings } from './keep-run.ts';
import type { LoadedRun } from './load-run.ts';
import { settleRun, toPair } from './settle-run.ts';

export interface ReconciliationReport extends ResolveReport {
  readonly dryRun: boolean;
  readonly goldenHashBefore: string;
  readonly goldenHash: string;
  /** SHA-256 over all scored pairs: the same however many workers found them. */
  readonly pairsHash: string;
  readonly models: Readonly<Record<EntityType, string>>;
}

export interface PublishedRun {
  readonly report: ReconciliationReport;
  /** Too large for the run's own row and for a log. */
  readonly kept: KeptRun;
}

export interface PublishOptions {
  readonly reconciliationId: string;
  readonly dryRun: boolean;
  /** Writes down that the run is done, in the transaction that publishes it; a dry run's after that is rolled back. */
  readonly finish: (db: Database, run: PublishedRun) => Promise<void>;
  readonly load: (entityType: EntityType) => Promise<LoadedRun>;
  /** Called now and then outside of the transaction's sight; throws when the run was cancelled. */
  readonly onProgress: (done: number, total: number) => Promise<void>;
}

/** Thrown to roll a dry run back, carrying what it would have done. */
class DryRunDone extends Error {
  readonly run: PublishedRun;
  constructor(run: PublishedRun) {
    super('dry run');
    this.run = run;
  }
}

/**
 * Puts what the parts found in force, in one transaction: readers see the state before until it commits. Straight after
 * any history of deliveries it changes nothing. Whatever changed since the records were read is resolved once more at
 * the end. A dry run does the same work and rolls back, so what it shows is what would happen.
 */
export async function publishRun(
  db: Database,
  dependencies: ResolveDependencies,
  options: PublishOptions,
): Promise<PublishedRun> {
  try {
    return await db.transaction(async (trx) => {
      const run = await publish(db, trx, dependencies, options);
      if (options.dryRun) throw new DryRunDone(run);
      await options.finish(trx, run);
      return run;
    });
  } catch (error) {
    if (!(error instanceof DryRunDone)) throw error;
    const { run } = error;
    await db.transaction((trx) => options.finish(trx, run));
    return run;
  }
}

async function publish(
  db: Database,
  trx: Database,
  dependencies: ResolveDependencies,
  options: PublishOptions,
): Promise<PublishedRun> {
  await lockResolution(trx);
  // It may have been called off while it waited for its turn.
  await options.onProgress(0, 1);
  const goldenHashBefore = await computeGoldenHash(trx);
  const runs: { readonly run: LoadedRun; readonly edges: Edges; readonly observations: PairObservations }[] = [];
  for (const entityType of entityTypes) {
    runs.push({ run: await options.load(entityType), ...(await readEdges(trx, options.reconciliationId, entityType)) });
  }
  const models = modelsOf(runs.map(({ run }) => run.model));
  for (const { model } of runs.map(({ run }) => run)) {
    if (model.version !== dependencies.models[model.entityType].version) {
      await activateModel(trx, model, dependencies.clock.now());
    }
  }
  // Beside the rest: the server has another process for it.
  const building = options.dryRun
    ? Promise.resolve()
    : buildNextEvidence(db, encodePairs(runs), encodeAllBlocks(runs.map(({ run }) => run)));
  // The awaiting statement below reports a failure; here it only must not count as unhandled meanwhile.
  building.catch(() => undefined);

  const changes: ChangeDraft[] = [];
  const current = { ...dependencies, models };
  for (const { run, edges } of runs) {
    for (const change of await settleRun(trx, current, run, edges, options.onProgress)) changes.push(change);
  }
  if (!options.dryRun) {
    await building;
    await useNextEvidence(trx);
    for (const change of await resolveChangedSince(trx, current, options.reconciliationId, runs)) changes.push(change);
    await markPublishedBatches(trx, dependencies.clock.now());
  }
  const types = runs.map(({ run, observations }): RunFindings['types'][number] => ({
    observations,
    model: run.model,
    modelBefore: dependencies.models[run.model.entityType],
  }));
  const records = runs.reduce((sum, { run }) => sum + run.frame.size, 0);
  return {
    report: {
      ...toReport(records, changes),
      dryRun: options.dryRun,
      goldenHashBefore,
      goldenHash: await computeGoldenHash(trx),
      pairsHash: hashPairs(runs),
      models: { resident: models.resident.version, 'legal-entity': models['legal-entity'].version },
    },
    kept: await describeRun(trx, { types, changes }, dependencies.clock.now()),
  };
}

function modelsOf(
  models: readonly ResolutionModel<EntityType>[],
): Readonly<Record<EntityType, ResolutionModel<EntityType>>> {
  const find = (entityType: EntityType): ResolutionModel<EntityType> => {
    const model = models.find((candidate) => candidate.entityType === entityType);
    if (!model) throw new Error(`reconciliation: no model of ${entityType}`);
    return model;
  };
  return { resident: find('resident'), 'legal-entity': find('legal-entity') };
}

async function readEdges(
  trx: Database,
  reconciliationId: string,
  entityType: EntityType,
): Promise<{ readonly edges: Edges; readonly observations: PairObservations }> {
  const shares: Edges[] = [];
  let observations = emptyObservations();
  for (const { part, task, observations: seen } of await listParts(trx, reconciliationId, 'compare')) {
    if (task.phase !== 'compare' || task.entityType !== entityType) continue;
    shares.push(decodeEdges(await readPayload(trx, { reconciliationId, phase: 'compare', part })));
    if (seen) observations = mergeObservations(observations, seen);
  }
  return { edges: joinEdges(shares), observations };
}

const linesPerChunk = 50_000;

type RunWithEdges = { readonly run: LoadedRun; readonly edges: Edges };

function* encodePairs(runs: readonly RunWithEdges[]): Generator<string> {
  for (const { run, edges } of runs) {
    const idAt = (place: number) => asRecordId(String(run.ids[place] ?? 0));
    for (let from = 0; from < edges.count; from += linesPerChunk) {
      let lines = '';
      for (let edge = from; edge < Math.min(edges.count, from + linesPerChunk); edge++) {
        lines += encodePairRow(toPair(edges, edge, idAt));
      }
      yield lines;
    }
  }
}

const recordsPerBlockTask = 20_000;

/** Made by the threads, some tasks ahead of what the database takes. */
async function* encodeAllBlocks(runs: readonly LoadedRun[]): AsyncGenerator<string> {
  for (const { pool, frame, ids, model, oversize } of runs) {
    const keys = new Set(oversize.filter(({ refined }) => !refined).map(({ key }) => key));
    const { entityType, settings } = model;
    const ranges = splitRange(frame.size, Math.ceil(frame.size / recordsPerBlockTask));
    const ask = (range: (typeof ranges)[number] | undefined) =>
      range && pool.run('encodeBlocks', { ...range, entityType, settings, ids, oversize: keys });
    const ahead = pool.size * 2;
    const asked = ranges.slice(0, ahead).map(ask);
    for (let place = 0; place < ranges.length; place++) {
      const chunk = await asked[place];
      asked[place] = undefined;
      asked.push(ask(ranges[place + ahead]));
      if (chunk) yield chunk;
    }
  }
}

/** Resolves once more whatever is not as the run has read it. Late, because a delivery that touches it waits for our commit. */
async function resolveChangedSince(
  trx: Database,
  dependencies: ResolveDependencies,
  reconciliationId: string,
  runs: readonly RunWithEdges[],
): Promise<readonly ChangeDraft[]> {
  const changes: ChangeDraft[] = [];
  const pending = await takePendingRecords(trx, Number.MAX_SAFE_INTEGER);
  for (const { run } of runs) {
    const changed = await findChangedSince(trx, reconciliationId, run, pending);
    if (changed.length === 0) continue;
    const outcome = await resolveRecords(trx, dependencies, run.model.entityType, changed);
    for (const change of outcome.changes) changes.push(change);
  }
  return changes;
}

/**
 * The records of the run's type that are not as the run has read them: changed, new or gone meanwhile. Those that wait
 * for resolution and are as they were are done by the run.
 */
async function findChangedSince(
  trx: Database,
  reconciliationId: string,
  { ids, rowVersions, model: { entityType } }: LoadedRun,
  pending: readonly { readonly id: RecordId; readonly entityType: EntityType }[],
): Promise<readonly RecordId[]> {
  const waiting = pending.filter((record) => record.entityType === entityType).map(({ id }) => id);
  const touched = [...new Set([...(await findTouched(trx, reconciliationId, entityType)), ...waiting])];
  const changed = new Set(touched);
  const asRead = new Map(Array.from(ids, (id, place) => [asRecordId(String(id)), rowVersions[place]] as const));
  for (const { id, row_version } of await findRowVersions(trx, arrayOf(touched))) {
    if (asRead.get(id) === Number(row_version)) changed.delete(id);
  }
  return [...changed];
}

function hashPairs(runs: readonly RunWithEdges[]): string {
  const hash = createHash('sha256');
  for (const lines of encodePairs(runs)) hash.update(lines);
  return hash.digest('hex');
}
