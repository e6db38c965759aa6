import type { PairGuard, PairOutcome } from '../../model/resolution.ts';
import { type CompiledCap, type CompiledModel, conditionHolds } from './compile-model.ts';

export interface WeighedPattern {
  readonly weight: number;
  readonly outcome: PairOutcome;
  /** Index of the guard that decided, or -1. */
  readonly guard: number;
}

/**
 * The one place where levels become a decision.
 * @param levels level index per comparison; `bits`: weight per comparison with its frequency adjustment.
 */
export function weighPattern(model: CompiledModel, levels: ArrayLike<number>, bits: ArrayLike<number>): WeighedPattern {
  const weight = sumBits(model, levels, bits, []);
  const guard = model.guards.findIndex((candidate) => conditionHolds(candidate.when, levels));
  const guarding = model.guards[guard];
  if (guarding) {
    const outcome = askedBy(
      guarding.outcome,
      () => sumBits(model, levels, bits, guarding.without) >= guarding.restAtLeast,
    );
    return { weight, outcome, guard };
  }
  const outcome = weight >= model.cuts.link ? 'link' : weight >= model.cuts.review ? 'review' : 'distinct';
  return { weight, outcome, guard };
}

function askedBy(outcome: PairGuard['outcome'], restWouldLink: () => boolean): 'review' | 'distinct' {
  switch (outcome) {
    case 'always-review':
      return 'review';
    case 'review':
      return restWouldLink() ? 'review' : 'distinct';
    case 'distinct':
      return 'distinct';
  }
}

/** How much of the weight each cap takes away; the explanation shows these as lines of their own. */
export function cappedBits(
  model: Pick<CompiledModel, 'caps' | 'priorBits'>,
  levels: ArrayLike<number>,
  bits: ArrayLike<number>,
): readonly number[] {
  return model.caps.map((cap) => {
    if (!cap.when.some((condition) => conditionHolds(condition, levels))) return 0;
    let proved = 0;
    for (const comparison of cap.comparisons) proved += Math.max(0, bits[comparison] ?? 0);
    return excessOver(cap, proved, model.priorBits);
  });
}

function excessOver({ cap, atMost }: CompiledCap, proved: number, priorBits: number): number {
  switch (cap.limit.kind) {
    case 'odds':
      return Math.max(0, priorBits + proved - cap.limit.atMost);
    case 'observed':
      // Two ways for strangers to agree add up: by chance (2^-proved) and as observed (2^-atMost).
      return atMost === null ? 0 : Math.log2(1 + 2 ** (proved - atMost));
  }
}

function sumBits(
  model: CompiledModel,
  levels: ArrayLike<number>,
  bits: ArrayLike<number>,
  without: readonly number[],
): number {
  let sum = model.priorBits;
  for (let i = 0; i < model.comparisons.length; i++) if (!without.includes(i)) sum += bits[i] ?? 0;
  for (const excess of cappedBits(model, levels, bits)) sum -= excess;
  return sum;
}
