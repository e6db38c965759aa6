import type { DoubtReason, PairOutcome, PreparedRecord, ResolutionModel } from '../../model/resolution.ts';
import { type CompiledModel, compileModel } from './compile-model.ts';
import { type WeighedPattern, weighPattern } from './weigh-pattern.ts';

export interface PairComparison {
  readonly weight: number;
  readonly outcome: PairOutcome;
  /** comparison → level key. */
  readonly levels: Readonly<Record<string, string>>;
  /** Why the pair may not link by itself, where a guard says so. */
  readonly guard: DoubtReason | null;
}

/**
 * THE definition of what two records prove; symmetric in a and b. The columnar engine computes exactly this,
 * and a property test holds the two equal.
 */
export function comparePair(a: PreparedRecord, b: PreparedRecord, model: ResolutionModel): PairComparison {
  const compiled = compileModel(model);
  const { levels, weighed } = evaluatePair(a, b, compiled);
  return {
    weight: weighed.weight,
    outcome: weighed.outcome,
    levels: Object.fromEntries(
      compiled.comparisons.map((comparison, i) => [comparison.name, comparison.levelKeys[levels[i] ?? 0] ?? '']),
    ),
    guard: compiled.guards[weighed.guard]?.reason ?? null,
  };
}

export interface PairEvaluation {
  readonly levels: readonly number[];
  readonly bits: readonly number[];
  readonly weighed: WeighedPattern;
}

/** The same with level indices and the bits of each comparison. */
export function evaluatePair(a: PreparedRecord, b: PreparedRecord, compiled: CompiledModel): PairEvaluation {
  const levels = compiled.comparisons.map((comparison) => comparison.levelOf(a.parts, b.parts));
  const weights = compiled.weightTables[compiled.weightTableOf(a.dataset, b.dataset)];
  const bits = compiled.comparisons.map((comparison, i) => {
    const level = levels[i] ?? 0;
    const weight = weights?.[i]?.[level] ?? 0;
    const frequency = comparison.frequencies[level];
    // The commoner of the two sides' values counts: a rare misspelling of a common name proves no more than the name.
    return frequency ? weight + Math.min(frequency.bitsOf(a.parts), frequency.bitsOf(b.parts)) : weight;
  });
  return { levels, bits, weighed: weighPattern(compiled, levels, bits) };
}
