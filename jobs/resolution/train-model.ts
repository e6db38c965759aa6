import { createHash } from 'node:crypto';
import { type EntityType, entityTypes } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type {
  LevelParameters,
  PreparedRecord,
  ResolutionModel,
  ResolutionSettings,
} from '../../schema/model/resolution.ts';
import { compileModel } from '../../schema/rules/resolution/compile-model.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import { shippedModel } from '../../schema/rules/resolution/shipped-model.ts';
import { startingModel } from '../../schema/rules/resolution/starting-model.ts';
import { chooseCuts } from './training/choose-cuts.ts';
import { countPatterns } from './training/count-patterns.ts';
import { countWeights } from './training/count-weights.ts';
import { estimateParameters, type ParameterEstimate } from './training/estimate-parameters.ts';
import { estimateU } from './training/estimate-u.ts';
import { countTerms, smoothTerms } from './training/term-frequencies.ts';

export interface TrainingOptions {
  /** Chooses the random pairs that u is estimated from. */
  readonly seed: number;
  /** How many pairs at random; half a million unless given. */
  readonly samples?: number;
  /** Named in the model's version; `trained` unless given. */
  readonly label?: string;
}

/**
 * Estimates the model without labels: u from frequencies and from pairs at random, m (for all pairs and for each pair
 * of datasets) and the prior by EM over counts of agreement patterns, frequencies of values, and at last the cuts, from
 * the weights that the model itself gives. Same records in any order and same seed give the same model; its version
 * holds the hash of its parameters. From too few records nothing can be learned: the shipped model, where there is one,
 * is returned as it is.
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
  const { samples = 500_000 } = options;
  const ordered = [...records].sort((a, b) => compareText(a.dataset, b.dataset) || compareText(a.key, b.key));
  const prepared = ordered.map((record) => prepareRecord(record, settings));
  const compiled = compileModel(startingModel(settings, 'start'));
  const shares = estimateU(prepared, compiled, { seed: options.seed, samples });
  const patterns = countPatterns(prepared, compiled);
  const estimate = estimateParameters(patterns, shares, compiled, { recordsOf: countRecords(prepared), samples });
  const sameSubject = (2 * estimate.matches) / prepared.length;
  const terms = [...countTerms(prepared, settings)].map(([part, counts]) => [part, smoothTerms(counts, sameSubject)]);
  const uncut = {
    entityType: settings.entityType,
    version: '',
    settings,
    ...toParameters(settings, estimate),
    termFrequencies: Object.fromEntries(terms),
    cuts: { link: 0, review: 0 },
  };
  const { weights, candidatePairs } = countWeights(prepared, uncut);
  const chosen = chooseCuts(weights, estimate.matches, settings.cuts);
  const model = {
    ...uncut,
    cuts: { link: round(chosen.link), review: round(chosen.review) },
    estimates: {
      records: prepared.length,
      candidatePairs,
      matches: Math.round(estimate.matches),
      links: chosen.links,
      reviews: chosen.reviews,
      precision: round(chosen.precision),
      recall: round(chosen.recall),
    },
  };
  const hash = createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 12);
  return { ...model, version: `${settings.entityType}-${options.label ?? 'trained'}-${hash}` };
}

/** Under this the agreement of strangers cannot be told from that of records of one subject. */
const leastRecords = 500;

function toParameters(
  settings: ResolutionSettings,
  { m, u, prior, datasetPairs, limits }: ParameterEstimate,
): Required<Pick<ResolutionModel, 'parameters' | 'prior' | 'datasetPairs' | 'limits'>> {
  const byLevel = <T>(value: (c: number, level: number) => T): Record<string, Record<string, T>> =>
    Object.fromEntries(
      settings.comparisons.map(({ name, levels }, c) => [
        name,
        Object.fromEntries(
          levels.flatMap(({ key, neutral }, level) => (neutral ? [] : [[key, value(c, level)] as const])),
        ),
      ]),
    );
  return {
    parameters: byLevel(
      (c, level): LevelParameters => ({ m: round(m[c]?.[level] ?? 0), u: round(u[c]?.[level] ?? 0) }),
    ),
    prior: round(prior),
    datasetPairs: datasetPairs.map((pair) => ({
      datasets: pair.datasets,
      prior: round(pair.prior),
      m: byLevel((c, level) => round(pair.m[c]?.[level] ?? 0)),
    })),
    limits: limits.map((bits) => (bits === null ? null : round(bits))),
  };
}

function countRecords(prepared: readonly PreparedRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { dataset } of prepared) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
  return counts;
}

/** Six significant digits: enough to decide by, and a model that is readable and the same on every machine. */
const round = (value: number): number => Number(value.toPrecision(6));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
