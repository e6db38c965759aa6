import { createHash } from 'node:crypto';
import type { LevelParameters, ResolutionModel, ResolutionSettings } from '../../schema/model/resolution.ts';
import { compileModel } from '../../schema/rules/resolution/compile-model.ts';
import { startingModel } from '../../schema/rules/resolution/starting-model.ts';
import type { BlockLayer } from './blocking/build-layers.ts';
import { type BlockRange, splitLayers } from './find-edges.ts';
import type { Frame } from './frame/frame.ts';
import { datasetDomain, datasetOffset } from './frame/frame-layout.ts';
import { textOf } from './frame/shared-dictionary.ts';
import { type EnginePool, useModel } from './resolve-frame.ts';
import { chooseCuts } from './training/choose-cuts.ts';
import { mergePatterns } from './training/count-patterns.ts';
import { mergeWeights, openCuts } from './training/count-weights.ts';
import { estimateParameters, type ParameterEstimate } from './training/estimate-parameters.ts';
import { countedPart, estimateU, type SampledLevels } from './training/estimate-u.ts';
import { addLevelCounts, type LevelCounts } from './training/sample-levels.ts';
import { findTerms } from './training/term-frequencies.ts';

export interface TrainingOptions {
  /** Chooses the random pairs that u is estimated from. */
  readonly seed: number;
  /** How many pairs at random; half a million unless given. */
  readonly samples?: number;
  /** Named in the model's version; `trained` unless given. */
  readonly label?: string;
}

/** Pairs that agree in a part, drawn to see how many of them a better level has taken. */
const agreeingSamples = 20_000;
/** Random pairs are drawn in so many lots, whatever the number of threads, so that the draws are the same. */
const lots = 16;
/** Candidate pairs that are looked at: more would move no parameter's third digit. */
const mostPairs = 1_500_000;

/**
 * Estimates the model without labels: u from frequencies and from pairs at random, m (for all pairs and for each pair
 * of datasets) and the prior by EM over counts of agreement patterns, frequencies of values, and at last the cuts, from
 * the weights that the model itself gives. Same records in the same order and same seed give the same model, with one
 * thread or many; its version holds the hash of its parameters.
 * @param layers that the pool has been given: buildAllLayers. Afterwards the pool works with the new model.
 */
export async function trainFrame(
  pool: EnginePool,
  frame: Frame,
  layers: readonly BlockLayer[],
  settings: ResolutionSettings,
  { seed, samples = 500_000, label = 'trained' }: TrainingOptions,
): Promise<ResolutionModel> {
  const start = startingModel(settings, 'start');
  await pool.broadcast('model', start);
  const compiled = compileModel(start);
  const sampled = await sampleAll(pool, settings, samples, seed);
  const { ranges, weight } = chooseRanges(layers, pool.size);
  const counted = await Promise.all(ranges.map((task) => pool.run('countPatterns', task)));
  const patterns = mergePatterns(counted, compiled, weight);
  const estimate = estimateParameters(patterns, estimateU(settings, sampled), compiled, {
    recordsOf: countRecords(frame),
    samples: sampled.samples,
  });

  const sameSubject = (2 * estimate.matches) / frame.size;
  const terms = await Promise.all(
    findTerms(settings).map(
      async (question) => [question.part, await pool.run('smoothTerms', { ...question, sameSubject })] as const,
    ),
  );
  const uncut = {
    entityType: settings.entityType,
    version: '',
    settings,
    ...toParameters(settings, estimate),
    termFrequencies: Object.fromEntries(terms),
    cuts: openCuts,
  };
  await useModel(pool, frame, uncut);
  const bins = await Promise.all(ranges.map((task) => pool.run('countWeights', task)));
  const { weights, candidatePairs } = mergeWeights(bins, weight);
  const chosen = chooseCuts(weights, estimate.matches, settings.cuts);
  const model = {
    ...uncut,
    cuts: { link: round(chosen.link), review: round(chosen.review) },
    estimates: {
      records: frame.size,
      candidatePairs: Math.round(candidatePairs),
      matches: Math.round(estimate.matches),
      links: Math.round(chosen.links),
      reviews: Math.round(chosen.reviews),
      precision: round(chosen.precision),
      recall: round(chosen.recall),
    },
  };
  const hash = createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 12);
  const trained = { ...model, version: `${settings.entityType}-${label}-${hash}` };
  // Its frequencies are in the frame already.
  await pool.broadcast('model', trained);
  return trained;
}

/** Random pairs of all records, and of those that agree in a part. */
async function sampleAll(
  pool: EnginePool,
  settings: ResolutionSettings,
  samples: number,
  seed: number,
): Promise<SampledLevels> {
  const pairs = Math.ceil(samples / lots);
  const counting = Promise.all(
    Array.from({ length: lots }, (_, lot) => pool.run('sampleLevels', { pairs, seed: seed * 1_000 + lot })),
  );
  const agreeing = await Promise.all(
    settings.comparisons.map(({ levels }, comparison) =>
      Promise.all(
        levels.map((settled, level) => {
          const part = countedPart(settled);
          if (part === null) return null;
          const own = seed * 1_000 + lots + comparison * 32 + level;
          return pool.run('sampleAgreeing', { part, comparison, level, samples: agreeingSamples, seed: own });
        }),
      ),
    ),
  );
  const counts = (await counting).reduce<LevelCounts | null>(
    (sum, lot) => (sum ? addLevelCounts(sum, lot) : lot),
    null,
  );
  return { samples: pairs * lots, counts: counts ?? [], agreeingSamples, agreeing };
}

/**
 * All ranges, or every n-th where there are too many pairs, dealt out into some tasks for each thread.
 * @returns weight: pairs that each pair looked at stands for
 */
function chooseRanges(
  layers: readonly BlockLayer[],
  threads: number,
): { readonly ranges: readonly (readonly BlockRange[])[]; readonly weight: number } {
  const pairs = layers.reduce((sum, layer) => sum + layer.pairs, 0);
  const step = Math.max(1, Math.ceil(pairs / mostPairs));
  const all = splitLayers(layers, Math.max(1, Math.ceil(Math.min(pairs, mostPairs) / 2_000)));
  const chosen = all.filter((_, place) => place % step === 0);
  const tasks = Math.max(1, threads * 4);
  const ranges = Array.from({ length: tasks }, (_, task) => chosen.filter((_range, place) => place % tasks === task));
  const looked = chosen.reduce((sum, range) => sum + pairsOf(layers, range), 0);
  return { ranges: ranges.filter(({ length }) => length > 0), weight: looked === 0 ? 1 : pairs / looked };
}

function pairsOf(layers: readonly BlockLayer[], { layer, from, to }: BlockRange): number {
  const starts = layers[layer]?.starts;
  let pairs = 0;
  for (let block = from; block < to; block++) {
    const size = (starts?.[block + 1] ?? 0) - (starts?.[block] ?? 0);
    pairs += (size * (size - 1)) / 2;
  }
  return pairs;
}

function countRecords({ cells, layout, size, dictionaries }: Frame): ReadonlyMap<string, number> {
  const byCode = new Map<number, number>();
  for (let record = 0; record < size; record++) {
    const code = cells[record * layout.width + datasetOffset] ?? 0;
    byCode.set(code, (byCode.get(code) ?? 0) + 1);
  }
  const dictionary = dictionaries[datasetDomain];
  // In the order of names: codes are given by who came first.
  return new Map(
    Array.from(byCode, ([code, count]) => [dictionary ? textOf(dictionary, code) : '', count] as const).sort(
      ([a], [b]) => (a < b ? -1 : 1),
    ),
  );
}

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

/** Six significant digits: enough to decide by, and a model that is readable and the same on every machine. */
const round = (value: number): number => Number(value.toPrecision(6));
