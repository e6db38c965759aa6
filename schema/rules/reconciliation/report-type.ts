import type { EntityType } from '../../model/identity.ts';
import type { Counts, DriftLine, Named, PairObservations, TypeReport } from '../../model/reconciliation.ts';
import type { ResolutionModel, ResolutionSettings } from '../../model/resolution.ts';
import { compareModels } from './compare-models.ts';
import { estimateRecall } from './estimate-recall.ts';
import { findDrift } from './find-drift.ts';
import { modelPrecision } from './posterior.ts';

/** What one run observed of one entity type. */
export interface ObservedType {
  readonly observations: PairObservations;
  /** Records in an entity → entities, as the run leaves them. */
  readonly clusterSizes: Counts;
  /** The model that scored. */
  readonly model: ResolutionModel<EntityType>;
  /** The model in force before the run. */
  readonly modelBefore: ResolutionModel<EntityType>;
}

/**
 * The report of a run on one entity type: observations and everything that is estimated from them.
 * @param previous of the last kept run; null = there is none
 */
export function reportType(observed: ObservedType, previous: TypeReport | null): TypeReport {
  const { observations, clusterSizes, model, modelBefore } = observed;
  const { settings } = model;
  return {
    entityType: model.entityType,
    modelVersion: model.version,
    cuts: model.cuts,
    rules: settings.blocking.map(toNamed),
    comparisons: settings.comparisons.map(({ levels, ...comparison }) => ({
      ...toNamed(comparison),
      levels: levels.map(({ key, label }) => ({ name: key, label })),
    })),
    observations,
    clusterSizes,
    recall: estimateRecall(observations, settings.blocking),
    modelPrecision: modelPrecision(observations.weights.link),
    drift: previous ? driftSince(previous, observations, settings) : [],
    modelChange: compareModels(modelBefore, model),
  };
}

/** Of the comparisons alone whose levels are what they were: new settings are no drift. */
function driftSince(
  previous: TypeReport,
  observations: PairObservations,
  { comparisons }: ResolutionSettings,
): readonly DriftLine[] {
  const levelsBefore = new Map(
    previous.comparisons.map(({ name, levels }) => [name, keysOf(levels.map(({ name }) => name))]),
  );
  const levels = new Map(comparisons.map(({ name, levels }) => [name, keysOf(levels.map(({ key }) => key))]));
  return findDrift(previous.observations, observations).filter(
    ({ comparison }) => levels.get(comparison) === levelsBefore.get(comparison),
  );
}

const keysOf = (keys: readonly string[]): string => keys.join(' ');

const toNamed = ({ name, label }: Named): Named => ({ name, label });
