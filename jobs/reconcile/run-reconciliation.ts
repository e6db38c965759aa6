import { type EntityType, entityTypes } from '../../schema/model/identity.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import { markPublishedBatches } from '../../schema/store/batch-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { computeGoldenHash } from '../../schema/store/golden-store.ts';
import { activateModel } from '../../schema/store/model-store.ts';
import { findRecordIdsByType, findRecordValues, takePendingRecords } from '../../schema/store/record-values-store.ts';
import { lockResolution } from '../../schema/store/resolution-lock.ts';
import { trainModel } from '../resolution/train-model.ts';
import {
  addReports,
  emptyReport,
  type ResolveDependencies,
  type ResolveReport,
} from '../resolve/resolve-dependencies.ts';
import { resolveRecords } from '../resolve/resolve-records.ts';

export interface ReconciliationOptions {
  /** Show what would change and leave everything as it is. */
  readonly dryRun: boolean;
  /** Estimate the model's weights anew from the records as they are now, and use them from here on. */
  readonly retrain: boolean;
}

export interface ReconciliationReport extends ResolveReport {
  readonly dryRun: boolean;
  readonly goldenHashBefore: string;
  readonly goldenHash: string;
  readonly models: Readonly<Record<EntityType, string>>;
}

/** Thrown to roll a dry run back, carrying what it would have done. */
class DryRunDone extends Error {
  readonly report: ReconciliationReport;
  constructor(report: ReconciliationReport) {
    super('dry run');
    this.report = report;
  }
}

/**
 * Resolves every record anew in one transaction; readers see the state before until it commits. Straight after any
 * history of deliveries it changes nothing. A dry run does the same work and rolls back, so what it shows is what
 * would happen.
 */
export async function runReconciliation(
  db: Database,
  dependencies: ResolveDependencies,
  options: ReconciliationOptions,
): Promise<ReconciliationReport> {
  try {
    return await db.transaction(async (trx) => {
      const report = await reconcile(trx, dependencies, options);
      if (options.dryRun) throw new DryRunDone(report);
      return report;
    });
  } catch (error) {
    if (error instanceof DryRunDone) return error.report;
    throw error;
  }
}

async function reconcile(
  trx: Database,
  dependencies: ResolveDependencies,
  options: ReconciliationOptions,
): Promise<ReconciliationReport> {
  await lockResolution(trx);
  const goldenHashBefore = await computeGoldenHash(trx);
  await takePendingRecords(trx, Number.MAX_SAFE_INTEGER);
  const models = options.retrain ? await retrain(trx, dependencies) : dependencies.models;
  let total = emptyReport;
  for (const entityType of entityTypes) {
    const ids = await findRecordIdsByType(trx, entityType);
    total = addReports(total, await resolveRecords(trx, { ...dependencies, models }, entityType, ids));
  }
  await markPublishedBatches(trx, dependencies.clock.now());
  return {
    ...total,
    dryRun: options.dryRun,
    goldenHashBefore,
    goldenHash: await computeGoldenHash(trx),
    models: { resident: models.resident.version, 'legal-entity': models['legal-entity'].version },
  };
}

async function retrain(
  trx: Database,
  { models, clock }: ResolveDependencies,
): Promise<Readonly<Record<EntityType, ResolutionModel<EntityType>>>> {
  const train = async (entityType: EntityType): Promise<ResolutionModel<EntityType>> => {
    const records = await findRecordValues(trx, await findRecordIdsByType(trx, entityType));
    const model = trainModel(records, models[entityType].settings, { seed: 1 });
    await activateModel(trx, model, clock.now());
    return model;
  };
  return { resident: await train('resident'), 'legal-entity': await train('legal-entity') };
}
