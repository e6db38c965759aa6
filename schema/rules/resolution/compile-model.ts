import type {
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
  readonly partsRead: readonly string[];
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
    readonly excusedBy: CompiledCondition | null;
    readonly when: CompiledCondition;
    readonly without: readonly number[];
    readonly restAtLeast: number;
  }[];
  readonly caps: readonly {
    readonly cap: EvidenceCap;
    readonly when: readonly CompiledCondition[];
    readonly comparisons: readonly number[];
  }[];
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
      frequencies: comparison.levels.map((level) => compileFrequency(model, comparison.name, level)),
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
  const weights = settings.comparisons.map((comparison) =>
    comparison.levels.map((level) => levelWeight(model, comparison.name, level)),
  );
  return {
    model,
    comparisons,
    weightTables: [weights],
    weightTableOf: () => 0,
    priorBits: Math.log2(model.prior / (1 - model.prior)),
    guards: settings.guards.map((guard) => ({
      reason: guard.reason,
      outcome: guard.outcome,
      withinCluster: guard.withinCluster,
      excusedBy: guard.excusedBy ? compileCondition(guard.excusedBy) : null,
      when: compileCondition(guard.when),
      without: (guard.without ?? []).map(indexOf),
      restAtLeast: guard.restAtLeast ?? model.cuts.link,
    })),
    caps: settings.caps.map((cap) => ({
      cap,
      when: cap.when.map(compileCondition),
      comparisons: cap.comparisons.map(indexOf),
    })),
    cuts: model.cuts,
  };
}

function compileFrequency(model: ResolutionModel, comparison: string, level: LevelSettings): CompiledFrequency | null {
  const part = level.frequencyOf;
  if (part === undefined) return null;
  const u = model.parameters[comparison]?.[level.key]?.u;
  return {
    partsRead: [part],
    bitsOf: (parts) => (u === undefined ? 0 : frequencyBits(model, part, parts[part], u)),
  };
}

/** Bits added to a level's weight because both sides share a value rarer (or commoner) than the average. */
function frequencyBits(model: ResolutionModel, part: string, value: string | undefined, u: number): number {
  const frequencies = model.termFrequencies[part];
  if (!frequencies || value === undefined) return 0;
  return Math.log2(u / (frequencies.values[value] ?? frequencies.rest));
}

function levelWeight(model: ResolutionModel, comparison: string, level: LevelSettings): number {
  if (level.neutral) return 0;
  const parameters = model.parameters[comparison]?.[level.key];
  if (!parameters) return 0;
  const bits = Math.log2(parameters.m / parameters.u);
  return Math.max(level.atLeast ?? Number.NEGATIVE_INFINITY, Math.min(level.atMost ?? Number.POSITIVE_INFINITY, bits));
}
