import type { DoubtReason, EvidenceCap, PairGuard, PatternCondition, ResolutionModel } from '../../model/resolution.ts';
import { compileLevelTest, type Parts, partsReadBy } from './level-test.ts';

/** A comparison with its levels as indices (0 = best) and its weights in bits. */
export interface CompiledComparison {
  readonly name: string;
  readonly levelKeys: readonly string[];
  readonly weights: readonly number[];
  /** Level → part whose frequency adjusts the weight, or null. */
  readonly frequencyParts: readonly (string | null)[];
  readonly partsRead: readonly string[];
  levelOf(a: Parts, b: Parts): number;
}

/** A condition over level indices: for each comparison it names, the set of levels as a bit mask. */
export type CompiledCondition = readonly { readonly comparison: number; readonly mask: number }[];

export interface CompiledModel {
  readonly model: ResolutionModel;
  readonly comparisons: readonly CompiledComparison[];
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
      weights: comparison.levels.map((level) => levelWeight(model, comparison.name, level)),
      frequencyParts: comparison.levels.map((level) => level.frequencyOf ?? null),
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
  return {
    model,
    comparisons,
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

function levelWeight(
  model: ResolutionModel,
  comparison: string,
  level: ResolutionModel['settings']['comparisons'][number]['levels'][number],
): number {
  if (level.neutral) return 0;
  const parameters = model.parameters[comparison]?.[level.key];
  if (!parameters) return 0;
  const bits = Math.log2(parameters.m / parameters.u);
  return Math.max(level.atLeast ?? Number.NEGATIVE_INFINITY, Math.min(level.atMost ?? Number.POSITIVE_INFINITY, bits));
}
