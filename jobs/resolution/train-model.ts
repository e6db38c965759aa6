import { createHash } from 'node:crypto';
import { type EntityType, entityTypes } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { LevelParameters, ResolutionModel, ResolutionSettings } from '../../schema/model/resolution.ts';
import { compileModel } from '../../schema/rules/resolution/compile-model.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../schema/rules/resolution/shipped-model.ts';
import { startingModel } from '../../schema/rules/resolution/starting-model.ts';
import { countPatterns } from './training/count-patterns.ts';
import { estimateM } from './training/estimate-m.ts';
import { estimateU } from './training/estimate-u.ts';
import { countTerms } from './training/term-frequencies.ts';

export interface TrainingOptions {
  /** Chooses the random pairs that u is estimated from. */
  readonly seed: number;
  /** Named in the model's version; `trained` unless given. */
  readonly label?: string;
}

/**
 * Estimates the model without labels: u from pairs at random and from frequencies, m and the prior by EM over counts
 * of agreement patterns. Same records in any order and same seed give the same model; its version holds the hash of
 * its parameters. From too few records nothing can be learned: the shipped model, where there is one, is returned as it is.
 */
export function trainModel(
  records: readonly RecordValues[],
  settings: ResolutionSettings<EntityType>,
  options: TrainingOptions,
): ResolutionModel<EntityType>;
export function trainModel(
  records: readonly RecordValues[],
  settings: ResolutionSettings,
  options: TrainingOptions,
): ResolutionModel;
export function trainModel(
  records: readonly RecordValues[],
  settings: ResolutionSettings,
  options: TrainingOptions,
): ResolutionModel {
  const shipped = entityTypes.find((entityType) => entityType === settings.entityType);
  if (records.length < leastRecords && shipped) return shippedModel(shipped);
  const ordered = [...records].sort((a, b) => compareText(a.dataset, b.dataset) || compareText(a.key, b.key));
  const prepared = ordered.map((record) => prepareRecord(record, settings));
  const start = startingModel(settings, 'start');
  const compiled = compileModel(start);
  const u = estimateU(prepared, compiled, options.seed);
  const patterns = countPatterns(prepared, compiled);
  const { m, prior } = estimateM(patterns, u, compiled, prepared.length);
  const parameters: Record<string, Record<string, LevelParameters>> = {};
  compiled.comparisons.forEach((comparison, c) => {
    parameters[comparison.name] = Object.fromEntries(
      comparison.levelKeys.flatMap((key, level) =>
        settings.comparisons[c]?.levels[level]?.neutral
          ? []
          : [[key, { m: round(m[c]?.[level] ?? 0), u: round(u[c]?.[level] ?? 0) }] as const],
      ),
    );
  });
  const model = {
    entityType: settings.entityType,
    settings,
    parameters,
    prior: round(prior),
    termFrequencies: countTerms(prepared, settings),
    cuts: {
      link: round(Math.log2(settings.cuts.linkPrecision / (1 - settings.cuts.linkPrecision))),
      review: round(Math.log2(settings.cuts.reviewProbability / (1 - settings.cuts.reviewProbability))),
    },
  };
  const hash = createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 12);
  return { ...model, version: `${settings.entityType}-${options.label ?? 'trained'}-${hash}` };
}

/** Under this the agreement of strangers cannot be told from that of records of one subject. */
const leastRecords = 500;

/** Six significant digits: enough to decide by, and a model that is readable and the same on every machine. */
const round = (value: number): number => Number(value.toPrecision(6));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
