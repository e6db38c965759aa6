import type { DoubtReason, PairOutcome, PreparedRecord, ResolutionModel } from '../../model/resolution.ts';
import { type CompiledModel, compileModel } from './compile-model.ts';
import { frequencyBits, type WeighedPattern, weighPattern } from './weigh-pattern.ts';

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
  const bits = compiled.comparisons.map((comparison, i) => {
    const level = levels[i] ?? 0;
    const weight = comparison.weights[level] ?? 0;
    const part = comparison.frequencyParts[level];
    return part
      ? weight + sharedFrequencyBits(a, b, part, compiled.model, comparison.name, comparison.levelKeys[level])
      : weight;
  });
  return { levels, bits, weighed: weighPattern(compiled, levels, bits) };
}

/** The commoner of the two sides' values counts: a rare misspelling of a common name proves no more than the name. */
function sharedFrequencyBits(
  a: PreparedRecord,
  b: PreparedRecord,
  part: string,
  model: ResolutionModel,
  comparison: string,
  level: string | undefined,
): number {
  const u = model.parameters[comparison]?.[level ?? '']?.u;
  if (u === undefined) return 0;
  return Math.min(frequencyBits(model, part, a.parts[part], u), frequencyBits(model, part, b.parts[part], u));
}
