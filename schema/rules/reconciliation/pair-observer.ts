import type { DatasetName, RecordId } from '../../model/identity.ts';
import type { Counts, LevelCounts, PairObservations } from '../../model/reconciliation.ts';
import type { PairOutcome } from '../../model/resolution.ts';
import type { CompiledModel } from '../resolution/compile-model.ts';
import { datasetPairOf } from './pair-observations.ts';
import { createSampler } from './sampler.ts';

/** Counts while pairs are scored; one per thread, merged afterwards. About 0.1 µs a pair: an engine scores millions. */
export interface PairObserver {
  /**
   * A pair that was scored to its end.
   * @param datasetA place in the observer's `datasets`, and so is datasetB
   * @param levels level index per comparison
   */
  seePair(datasetA: number, datasetB: number, outcome: PairOutcome, weight: number, levels: ArrayLike<number>): void;
  /**
   * Beside seePair, of a linked one.
   * @param a numerically below `b`
   * @param rules the blocking rules that found it, as a bit mask
   */
  seeLink(a: RecordId, b: RecordId, weight: number, rules: number): void;
  /** Adds to what the rule found and to the blocks that it could not use. */
  seeBlocks(rule: number, blocks: { readonly candidates: number; readonly capped: number }): void;
  observations(): PairObservations;
}

const lowestBits = -128;
const highestBits = 255;

/** Typed arrays underneath: some additions a pair, and nothing that grows with the number of pairs. */
export function createPairObserver(
  compiled: CompiledModel,
  datasets: readonly DatasetName[],
  { seed }: { readonly seed: number },
): PairObserver {
  const { comparisons, model } = compiled;
  const createBins = () => new Float64Array(highestBits - lowestBits + 1);
  const weights = { link: createBins(), review: createBins(), distinct: createBins() };
  const byRules = new Map<number, number>();
  const candidates = new Float64Array(model.settings.blocking.length);
  const capped = new Float64Array(model.settings.blocking.length);
  const width = comparisons.reduce((most, { levelKeys }) => Math.max(most, levelKeys.length), 1);
  const levelCounts = new Float64Array(datasets.length ** 2 * comparisons.length * width * 2);
  const sampler = createSampler(compiled.cuts.link, seed);
  /** Place of the first comparison's first level: of each level linked pairs, then the others. */
  const placeOf = (datasetA: number, datasetB: number): number => {
    const pair = datasetA < datasetB ? datasetA * datasets.length + datasetB : datasetB * datasets.length + datasetA;
    return pair * comparisons.length * width * 2;
  };
  const toBins = (bins: Float64Array) => toCounts(bins, (bin) => String(bin + lowestBits));
  return {
    seePair(datasetA, datasetB, outcome, weight, levels) {
      add(weights[outcome], clampBits(weight) - lowestBits, 1);
      let place = placeOf(datasetA, datasetB) + (outcome === 'link' ? 0 : 1);
      for (let c = 0; c < comparisons.length; c++, place += width * 2)
        add(levelCounts, place + (levels[c] ?? 0) * 2, 1);
    },
    seeLink(a, b, weight, rules) {
      byRules.set(rules, (byRules.get(rules) ?? 0) + 1);
      sampler.take(a, b, weight);
    },
    seeBlocks(rule, blocks) {
      add(candidates, rule, blocks.candidates);
      add(capped, rule, blocks.capped);
    },
    observations: () => ({
      weights: { link: toBins(weights.link), review: toBins(weights.review), distinct: toBins(weights.distinct) },
      linkedByRules: sortKeys([...byRules].map(([mask, count]) => [String(mask), count])),
      candidates: toCounts(candidates, (rule) => model.settings.blocking[rule]?.name ?? ''),
      cappedBlocks: toCounts(capped, (rule) => model.settings.blocking[rule]?.name ?? ''),
      levels: readLevels(compiled, datasets, ([datasetA, datasetB], comparison, level) => {
        const place = placeOf(datasetA, datasetB) + (comparison * width + level) * 2;
        const linked = levelCounts[place] ?? 0;
        return [linked, linked + (levelCounts[place + 1] ?? 0)];
      }),
      sample: sampler.draws(),
    }),
  };
}

function readLevels(
  { comparisons }: CompiledModel,
  datasets: readonly DatasetName[],
  countsOf: (
    pair: readonly [number, number],
    comparison: number,
    level: number,
  ) => readonly [linked: number, scored: number],
): PairObservations['levels'] {
  const pairs = datasets.flatMap((_, x) => datasets.slice(x).map((_, offset) => [x, x + offset] as const));
  const entries = pairs.flatMap((pair) => {
    const byComparison = comparisons.flatMap(({ name, levelKeys }, comparison) => {
      const counts = levelKeys.map((key, level) => [key, countsOf(pair, comparison, level)] as const);
      const linked = counts.flatMap(([key, [count]]) => (count > 0 ? [[key, count] as const] : []));
      const scored = counts.flatMap(([key, [, count]]) => (count > 0 ? [[key, count] as const] : []));
      const levels: LevelCounts = { linked: sortKeys(linked), scored: sortKeys(scored) };
      return scored.length > 0 ? [[name, levels] as const] : [];
    });
    const name = datasetPairOf(datasets[pair[0]] ?? '', datasets[pair[1]] ?? '');
    return byComparison.length > 0 ? [[name, sortKeys(byComparison)] as const] : [];
  });
  return sortKeys(entries);
}

/** Those above 0. */
const toCounts = (counts: Float64Array, nameOf: (place: number) => string): Counts =>
  sortKeys(Array.from(counts, (count, place) => [nameOf(place), count] as const).filter(([, count]) => count > 0));

const sortKeys = <Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> =>
  Object.fromEntries([...entries].sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0)));

function add(counts: Float64Array, place: number, by: number): void {
  counts[place] = (counts[place] ?? 0) + by;
}

const clampBits = (weight: number): number => Math.max(lowestBits, Math.min(highestBits, Math.floor(weight)));
