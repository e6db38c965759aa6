import type { DatasetName, RecordId } from '../../model/identity.ts';
import type { Counts, LevelCounts, PairObservations } from '../../model/reconciliation.ts';
import type { PairOutcome } from '../../model/resolution.ts';
import type { CompiledModel } from '../resolution/compile-model.ts';
import { datasetPairOf } from './pair-observations.ts';
import { createSampler } from './sampler.ts';

export interface SeenPair {
  readonly a: RecordId;
  readonly b: RecordId;
  /** Places in the observer's `datasets`. */
  readonly datasetA: number;
  readonly datasetB: number;
  readonly weight: number;
  readonly outcome: PairOutcome;
  /** The blocking rules that found it, as a bit mask; asked for of linked pairs alone. */
  rules(): number;
}

/** Counts while pairs are scored; one per thread, merged afterwards. */
export interface PairObserver {
  /** @param levels level index per comparison, read before the call returns */
  see(pair: SeenPair, levels: ArrayLike<number>): void;
  /** Adds to what the rule found and to the blocks that it could not use. */
  seeBlocks(rule: number, blocks: { readonly candidates: number; readonly capped: number }): void;
  observations(): PairObservations;
}

const lowestBits = -128;
const highestBits = 255;
const outcomes: readonly PairOutcome[] = ['link', 'review', 'distinct'];

/** Typed arrays underneath: some additions a pair, and nothing that grows with the number of pairs. */
export function createPairObserver(
  compiled: CompiledModel,
  datasets: readonly DatasetName[],
  { seed }: { readonly seed: number },
): PairObserver {
  const { comparisons, model } = compiled;
  const weights = outcomes.map(() => new Float64Array(highestBits - lowestBits + 1));
  const byRules = new Map<number, number>();
  const candidates = new Float64Array(model.settings.blocking.length);
  const capped = new Float64Array(model.settings.blocking.length);
  const width = comparisons.reduce((most, { levelKeys }) => Math.max(most, levelKeys.length), 1);
  const levelCounts = new Float64Array(datasets.length ** 2 * comparisons.length * width * 2);
  const sampler = createSampler(compiled.cuts.link, seed);
  /** Place of a level's two counts: linked, then scored. */
  const placeOf = (datasetA: number, datasetB: number, comparison: number, level: number): number => {
    const pair = datasetA < datasetB ? datasetA * datasets.length + datasetB : datasetB * datasets.length + datasetA;
    return ((pair * comparisons.length + comparison) * width + level) * 2;
  };
  return {
    see({ a, b, datasetA, datasetB, weight, outcome, rules }, levels) {
      add(weights[outcomes.indexOf(outcome)], clampBits(weight) - lowestBits, 1);
      const linked = outcome === 'link' ? 1 : 0;
      for (let c = 0; c < comparisons.length; c++) {
        const place = placeOf(datasetA, datasetB, c, levels[c] ?? 0);
        add(levelCounts, place, linked);
        add(levelCounts, place + 1, 1);
      }
      if (!linked) return;
      const mask = rules();
      byRules.set(mask, (byRules.get(mask) ?? 0) + 1);
      sampler.take(a, b, weight);
    },
    seeBlocks(rule, blocks) {
      add(candidates, rule, blocks.candidates);
      add(capped, rule, blocks.capped);
    },
    observations: () => ({
      weights: {
        link: toCounts(weights[0], (bin) => String(bin + lowestBits)),
        review: toCounts(weights[1], (bin) => String(bin + lowestBits)),
        distinct: toCounts(weights[2], (bin) => String(bin + lowestBits)),
      },
      linkedByRules: sortKeys([...byRules].map(([mask, count]) => [String(mask), count])),
      candidates: toCounts(candidates, (rule) => model.settings.blocking[rule]?.name ?? ''),
      cappedBlocks: toCounts(capped, (rule) => model.settings.blocking[rule]?.name ?? ''),
      levels: readLevels(compiled, datasets, (pair, comparison, level) => {
        const place = placeOf(pair[0], pair[1], comparison, level);
        return [levelCounts[place] ?? 0, levelCounts[place + 1] ?? 0];
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
const toCounts = (counts: Float64Array | undefined, nameOf: (place: number) => string): Counts =>
  sortKeys(
    Array.from(counts ?? [], (count, place) => [nameOf(place), count] as const).filter(([, count]) => count > 0),
  );

const sortKeys = <Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> =>
  Object.fromEntries([...entries].sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0)));

function add(counts: Float64Array | undefined, place: number, by: number): void {
  if (counts) counts[place] = (counts[place] ?? 0) + by;
}

const clampBits = (weight: number): number => Math.max(lowestBits, Math.min(highestBits, Math.floor(weight)));
