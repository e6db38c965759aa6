import type {
  DatasetPairParameters,
  DoubtReason,
  EvidenceCap,
  LevelSettings,
  PairGuard,
  PatternCondition,
  ResolutionModel,
} from '../../model/resolution.ts';
import { compileLevelTest, type Parts, partsReadBy } from './level-test.ts';

/** How rare a value is; of a pair the commoner of the two sides counts. */
export interface CompiledFrequency {
  /** The part whose value counts, then the one it is counted within, which a record may lack. */
  readonly partsRead: readonly string[];
  /** A value that the model does not name has the same bits whatever else the record states. */
  isNamed(value: string): boolean;
  /** Bits that the record's value adds to the weight of the level: positive where it is rarer than the average. */
  bitsOf(parts: Parts): number;
}

/** Comparison → level → weight in bits, without the adjustment by frequency. */
export type WeightTable = readonly (readonly number[])[];

/** A comparison with its levels as indices (0 = best). */
export interface CompiledComparison {
  readonly name: string;
  readonly levelKeys: readonly string[];
  /** Level → what the frequency of a record's own value adds to the weight, or null. */
  readonly frequencies: readonly (CompiledFrequency | null)[];
  readonly partsRead: readonly string[];
  levelOf(a: Parts, b: Parts): number;
}

/** A condition over level indices: for each comparison it names, the set of levels as a bit mask. */
export type CompiledCondition = readonly { readonly comparison: number; readonly mask: number }[];

export interface CompiledCap {
  readonly cap: EvidenceCap;
  readonly when: readonly CompiledCondition[];
  readonly comparisons: readonly number[];
  /** The most bits that an `observed` cap lets through; null = all. */
  readonly atMost: number | null;
}

export interface CompiledModel {
  readonly model: ResolutionModel;
  readonly comparisons: readonly CompiledComparison[];
  /** The first serves every pair of datasets that has none of its own. */
  readonly weightTables: readonly WeightTable[];
  /** Index of the table that weighs pairs of these two datasets; symmetric. */
  weightTableOf(datasetA: string, datasetB: string): number;
  /** log2 of the prior odds. */
  readonly priorBits: number;
  readonly guards: readonly {
    readonly reason: DoubtReason;
    readonly outcome: PairGuard['outcome'];
    readonly withinCluster: boolean;
    readonly excusedBy: readonly CompiledCondition[];
    readonly when: CompiledCondition;
    readonly without: readonly number[];
    readonly restAtLeast: number;
  }[];
  readonly caps: readonly CompiledCap[];
  readonly cuts: { readonly link: number; readonly review: number };
}

const compiled = new WeakMap<ResolutionModel, CompiledModel>();

/** The model ready to evaluate; made once per model object. */
export function compileModel(model: ResolutionModel): CompiledModel {
  const known = compiled.get(model);
  if (known) return known;
  const made = build(model);
  compiled.set(model, made);
  return made;
}

export const conditionHolds = (condition: CompiledCondition, levels: ArrayLike<number>): boolean =>
  condition.every(({ comparison, mask }) => ((mask >> (levels[comparison] ?? 0)) & 1) === 1);

function build(model: ResolutionModel): CompiledModel {
  const { settings } = model;
  const comparisons = settings.comparisons.map((comparison): CompiledComparison => {
    const tests = comparison.levels.map((level) => compileLevelTest(level.when));
    const last = tests.length - 1;
    return {
      name: comparison.name,
      levelKeys: comparison.levels.map((level) => level.key),
      frequencies: comparison.levels.map((level) => compileFrequency(model, level)),
      partsRead: [...new Set(comparison.levels.flatMap((level) => partsReadBy(level.when)))],
      levelOf: (a, b) => {
        const level = tests.findIndex((test) => test(a, b));
        return level < 0 ? last : level;
      },
    };
  });
  const indexOf = (name: string): number => comparisons.findIndex((comparison) => comparison.name === name);
  const compileCondition = (when: PatternCondition): CompiledCondition =>
    Object.entries(when).map(([name, keys]) => {
      const comparison = indexOf(name);
      const levelKeys = comparisons[comparison]?.levelKeys ?? [];
      return { comparison, mask: keys.reduce((mask, key) => mask | (1 << levelKeys.indexOf(key)), 0) };
    });
  const tableOf = compileTableOf(model.datasetPairs ?? []);
  return {
    model,
    comparisons,
    weightTables: [null, ...(model.datasetPairs ?? [])].map((pair) => compileWeights(model, pair)),
    weightTableOf: (datasetA, datasetB) => tableOf.get(datasetA)?.get(datasetB) ?? 0,
    priorBits: oddsBits(model.prior),
    guards: settings.guards.map((guard) => ({
      reason: guard.reason,
      outcome: guard.outcome,
      withinCluster: guard.withinCluster,
      excusedBy: (guard.excusedBy ?? []).map(compileCondition),
      when: compileCondition(guard.when),
      without: (guard.without ?? []).map(indexOf),
      restAtLeast: guard.restAtLeast ?? model.cuts.link,
    })),
    caps: settings.caps.map((cap, i) => ({
      cap,
      when: cap.when.map(compileCondition),
      comparisons: cap.comparisons.map(indexOf),
      atMost: model.limits?.[i] ?? null,
    })),
    cuts: model.cuts,
  };
}

/** Bits that a value rarer (or commoner) than the average adds to a level: +1 where it is half as frequent. */
function compileFrequency(model: ResolutionModel, level: LevelSettings): CompiledFrequency | null {
  const part = level.frequencyOf;
  const by = level.frequencyBy;
  if (part === undefined) return null;
  const frequencies = model.termFrequencies[part];
  const partsRead = by === undefined ? [part] : [part, by];
  if (!frequencies) return { partsRead, isNamed: () => false, bitsOf: () => 0 };
  const overall = new Map(Object.entries(frequencies.values));
  const groups = Object.entries(frequencies.within ?? {});
  const within = new Map(groups.map(([group, values]) => [group, new Map(Object.entries(values))]));
  const named = new Set([...overall.keys(), ...[...within.values()].flatMap((values) => [...values.keys()])]);
  return {
    partsRead,
    isNamed: (value) => named.has(value),
    bitsOf: (parts) => {
      const value = parts[part];
      if (value === undefined) return 0;
      const group = by === undefined ? undefined : parts[by];
      const share = (group === undefined ? undefined : within.get(group)?.get(value)) ?? overall.get(value);
      return Math.log2(frequencies.average / (share ?? frequencies.rest));
    },
  };
}

function compileTableOf(pairs: readonly DatasetPairParameters[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const tables = new Map<string, Map<string, number>>();
  const add = (a: string, b: string, table: number): void => {
    const row = tables.get(a) ?? new Map<string, number>();
    tables.set(a, row.set(b, table));
  };
  pairs.forEach(({ datasets: [a, b] }, i) => {
    add(a, b, i + 1);
    add(b, a, i + 1);
  });
  return tables;
}

/** @param pair whose own m and prior are taken, or null for the general table. */
function compileWeights(model: ResolutionModel, pair: DatasetPairParameters | null): WeightTable {
  return model.settings.comparisons.map(({ name, levels }) =>
    levels.map((level) => {
      // A comparison of one level knows only where the records come from.
      if (levels.length === 1) return pair ? oddsBits(pair.prior) - oddsBits(model.prior) : 0;
      const parameters = model.parameters[name]?.[level.key];
      return parameters ? levelBits(level, pair?.m[name]?.[level.key] ?? parameters.m, parameters.u) : 0;
    }),
  );
}

/** log2 of the odds of a probability. */
export const oddsBits = (probability: number): number => Math.log2(probability / (1 - probability));

/** A level's weight within the limits that its settings draw. */
export function levelBits(level: LevelSettings, m: number, u: number): number {
  if (level.neutral) return 0;
  const bits = Math.log2(m / u);
  return Math.max(level.atLeast ?? Number.NEGATIVE_INFINITY, Math.min(level.atMost ?? Number.POSITIVE_INFINITY, bits));
}
