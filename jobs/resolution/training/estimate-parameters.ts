import type { PatternCondition } from '../../../schema/model/resolution.ts';
import {
  type CompiledCap,
  type CompiledModel,
  conditionHolds,
  levelBits,
  oddsBits,
} from '../../../schema/rules/resolution/compile-model.ts';
import { cappedBits } from '../../../schema/rules/resolution/weigh-pattern.ts';
import type { PatternCount } from './count-patterns.ts';
import { countedPart } from './estimate-u.ts';

/** comparison → level → probability. */
type Shares = readonly (readonly number[])[];

export interface PairEstimate {
  readonly datasets: readonly [string, string];
  readonly prior: number;
  readonly m: Shares;
}

export interface ParameterEstimate {
  readonly m: Shares;
  readonly u: Shares;
  readonly prior: number;
  /** Expected number of candidate pairs that are one subject. */
  readonly matches: number;
  readonly datasetPairs: readonly PairEstimate[];
  /** The most bits that each cap of kind `observed` lets through; null = all. */
  readonly limits: readonly (number | null)[];
}

export interface PairPopulation {
  /** Dataset → records. */
  readonly recordsOf: ReadonlyMap<string, number>;
  /** Pairs at random that sampled levels of u rest on. */
  readonly samples: number;
}

const mostRounds = 100;
/** Pairs that the settings' starting value of m counts for, so that a level seen twice does not rule. */
const startPairs = 5;
/** Pairs that the general m counts for in that of one pair of datasets, and matches that the general prior counts for. */
const generalPairs = 100;
const generalMatches = 10;
/**
 * Of the pairs that agree in a value at least so many are supposed to be strangers, 0–1: EM takes nearly all pairs of
 * equal numbers for one person and may not become certain of what it taught itself.
 */
const leastStrangers = 0.01;

/**
 * Expectation–maximisation over counts of agreement patterns. m is estimated for all pairs and, drawn towards that,
 * for each pair of datasets; u is the given share of all pairs less what EM takes for one subject. The prior is that
 * of any two records: pairs that no blocking rule makes count as different, so that the posterior of a candidate
 * needs no correction for having been blocked.
 * @param shares u of `estimateU`.
 */
export function estimateParameters(
  patterns: readonly PatternCount[],
  shares: Shares,
  compiled: CompiledModel,
  population: PairPopulation,
): ParameterEstimate {
  const { comparisons } = compiled.model.settings;
  const allPairs = countAllPairs(population.recordsOf);
  // What a guard forbids is not learned from: namesakes and branches would teach that codes may differ.
  const possible = patterns.filter(({ levels }) => !compiled.guards.some(({ when }) => conditionHolds(when, levels)));
  const sources = findSources(possible, population.recordsOf);
  const knowsSources = comparisons.some(({ levels }) => levels.length === 1);
  const start = comparisons.map(({ levels }) => normalise(levels.map((level) => (level.neutral ? 0 : level.m))));
  const firstPrior = Math.min(0.5, 1 / (2 * Math.sqrt(2 * allPairs)));
  let estimate: ParameterEstimate = {
    m: start,
    u: withoutMatches(shares, start, compiled, { allPairs, samples: population.samples }).u,
    prior: firstPrior,
    matches: firstPrior * allPairs,
    datasetPairs: sources.map(({ datasets }) => ({ datasets, prior: firstPrior, m: start })),
    limits: compiled.caps.map(() => null),
  };
  for (let round = 0; round < mostRounds; round++) {
    const totals = sources.map(() => emptyTotals(start));
    const found = sources.map((source, s) => expectMatches(source.patterns, estimate, s, compiled, totals[s] ?? []));
    const matches = found.reduce((sum, count) => sum + count, 0);
    const all = start.map((levels, c) => levels.map((_, level) => sumOf(totals, (total) => total[c]?.[level] ?? 0)));
    const m = all.map((levels, c) => addAndNormalise(levels, start[c] ?? [], startPairs, compiled, c));
    const prior = Math.min(0.5, Math.max(matches, 1) / allPairs);
    const strangers = withoutMatches(shares, all, compiled, { allPairs, samples: population.samples });
    const next: ParameterEstimate = {
      m,
      u: strangers.u,
      prior,
      matches,
      datasetPairs: sources.map(({ datasets, pairs }, s) => ({
        datasets,
        prior: knowsSources
          ? Math.min(0.5, (prior * ((found[s] ?? 0) + generalMatches)) / (prior * pairs + generalMatches))
          : prior,
        m: (totals[s] ?? []).map((levels, c) => addAndNormalise(levels, m[c] ?? [], generalPairs, compiled, c)),
      })),
      limits: compiled.caps.map((cap) => findLimit(cap, patterns, strangers.shares, m, compiled, allPairs)),
    };
    const moved = largestMove(m, estimate.m);
    estimate = next;
    if (moved < 1e-7) break;
  }
  return estimate;
}

interface Source {
  readonly datasets: readonly [string, string];
  readonly patterns: readonly PatternCount[];
  /** All pairs of records of the two datasets, candidates or not. */
  readonly pairs: number;
}

function findSources(patterns: readonly PatternCount[], recordsOf: ReadonlyMap<string, number>): readonly Source[] {
  const sources = new Map<string, { datasets: readonly [string, string]; patterns: PatternCount[] }>();
  for (const pattern of patterns) {
    const datasets = pattern.datasetPair ?? ['', ''];
    const name = JSON.stringify(datasets);
    const known = sources.get(name);
    if (known) known.patterns.push(pattern);
    else sources.set(name, { datasets, patterns: [pattern] });
  }
  return [...sources.values()].map(({ datasets, patterns: own }) => {
    const [a, b] = [recordsOf.get(datasets[0]) ?? 0, recordsOf.get(datasets[1]) ?? 0];
    return { datasets, patterns: own, pairs: datasets[0] === datasets[1] ? (a * (a - 1)) / 2 : a * b };
  });
}

function countAllPairs(recordsOf: ReadonlyMap<string, number>): number {
  const records = [...recordsOf.values()].reduce((sum, count) => sum + count, 0);
  return Math.max(1, (records * (records - 1)) / 2);
}

/** Adds each pattern's expected matches to `totals`, level by level, and gives their sum. */
function expectMatches(
  patterns: readonly PatternCount[],
  estimate: ParameterEstimate,
  source: number,
  compiled: CompiledModel,
  totals: number[][],
): number {
  const own = estimate.datasetPairs[source];
  const weights = compiled.model.settings.comparisons.map(({ levels }, c) =>
    levels.map((level, l) =>
      levels.length === 1 ? 0 : levelBits(level, own?.m[c]?.[l] ?? 0, estimate.u[c]?.[l] ?? 1),
    ),
  );
  const prior = oddsBits(own?.prior ?? estimate.prior);
  const caps = compiled.caps.map((cap, i): CompiledCap => ({ ...cap, atMost: estimate.limits[i] ?? null }));
  const limiting = { caps, priorBits: oddsBits(estimate.prior) };
  let matches = 0;
  for (const { levels, pairs } of patterns) {
    const bits = Array.from(levels, (level, c) => weights[c]?.[level] ?? 0);
    let weight = prior;
    for (const value of bits) weight += value;
    for (const excess of cappedBits(limiting, levels, bits)) weight -= excess;
    const share = pairs / (1 + 2 ** -weight);
    matches += share;
    levels.forEach((level, c) => {
      const total = totals[c];
      if (total) total[level] = (total[level] ?? 0) + share;
    });
  }
  return matches;
}

/**
 * The shares of levels among pairs of two subjects: all pairs less the expected matches.
 * @param matched comparison → level → expected matches.
 */
function withoutMatches(
  shares: Shares,
  matched: Shares,
  compiled: CompiledModel,
  { allPairs, samples }: { readonly allPairs: number; readonly samples: number },
): { readonly u: Shares; readonly shares: Shares } {
  const strangers = compiled.model.settings.comparisons.map(({ levels }, c) =>
    normalise(
      levels.map((level, l) => {
        const share = shares[c]?.[l] ?? 0;
        const least = countedPart(level) === null ? 0.5 / Math.max(1, samples) : leastStrangers * share;
        return Math.max(share - (matched[c]?.[l] ?? 0) / allPairs, least);
      }),
    ),
  );
  const u = strangers.map((levels, c) => {
    const stated = compiled.model.settings.comparisons[c]?.levels ?? [];
    return normalise(levels.map((share, l) => (stated[l]?.neutral ? 0 : share)));
  });
  return { u, shares: strangers };
}

/**
 * The most that the comparisons of an `observed` cap prove together, in bits; null where nothing is limited. Strangers
 * agree in them by chance, and beyond that as often as pairs known to be of two subjects are seen to: that rate does
 * not fall with the rarity of a name. One pair more than was seen is supposed.
 */
function findLimit(
  { cap, comparisons }: CompiledCap,
  patterns: readonly PatternCount[],
  strangers: Shares,
  m: Shares,
  compiled: CompiledModel,
  allPairs: number,
): number | null {
  if (cap.limit.kind !== 'observed') return null;
  const { among } = cap.limit;
  const observed = patterns.reduce((sum, { levels, pairs }) => (holds(among, levels, compiled) ? sum + pairs : sum), 0);
  let known = allPairs;
  let chance = 1;
  let matching = 1;
  compiled.comparisons.forEach(({ name, levelKeys }, c) => {
    const levels = among[name]?.map((key) => levelKeys.indexOf(key));
    if (!levels) return;
    const share = sumOf(levels, (level) => strangers[c]?.[level] ?? 0);
    if (comparisons.includes(c)) {
      chance *= share;
      matching *= sumOf(levels, (level) => m[c]?.[level] ?? 0);
    } else known *= share;
  });
  if (known < 1) return null;
  const rate = (Math.max(0, observed - known * chance) + 1) / known;
  return Math.max(0, Math.log2(matching / rate));
}

const holds = (condition: PatternCondition, levels: ArrayLike<number>, { comparisons }: CompiledModel): boolean =>
  comparisons.every(({ name, levelKeys }, c) => condition[name]?.includes(levelKeys[levels[c] ?? 0] ?? '') ?? true);

function addAndNormalise(
  totals: readonly number[],
  towards: readonly number[],
  weight: number,
  compiled: CompiledModel,
  c: number,
): readonly number[] {
  const levels = compiled.model.settings.comparisons[c]?.levels ?? [];
  return normalise(totals.map((total, l) => (levels[l]?.neutral ? 0 : total + weight * (towards[l] ?? 0))));
}

const emptyTotals = (like: Shares): number[][] => like.map((levels) => new Array<number>(levels.length).fill(0));

const sumOf = <T>(list: readonly T[], value: (item: T) => number): number =>
  list.reduce((sum, item) => sum + value(item), 0);

const largestMove = (next: Shares, previous: Shares): number =>
  Math.max(...next.flatMap((levels, c) => levels.map((value, l) => Math.abs(value - (previous[c]?.[l] ?? 0)))));

function normalise(values: readonly number[]): readonly number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return total === 0 ? values : values.map((value) => value / total);
}
