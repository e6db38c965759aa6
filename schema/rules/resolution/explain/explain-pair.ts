import type { Label } from '../../../model/identity.ts';
import type { DoubtReason, PairOutcome, PreparedRecord, ResolutionModel } from '../../../model/resolution.ts';
import { evaluatePair } from '../compare-pair.ts';
import { type CompiledModel, compileModel } from '../compile-model.ts';
import { cappedBits } from '../weigh-pattern.ts';
import { type Counterfactual, findCounterDecisions, findCounterfactuals } from './counterfactuals.ts';
import { frequencyLabel } from './frequency-label.ts';
import { verdictLabel } from './verdict-label.ts';

/** One bar of the waterfall. Weights in bits: +1 doubles the odds that the two records are one entity. */
export interface ExplanationLine {
  readonly label: Label;
  /** Name of the comparison; null for the prior or a cap. */
  readonly comparison: string | null;
  readonly level: string | null;
  /** Of the whole line, the adjustment by frequency included. */
  readonly bits: number;
  /** How much of it is due to how common the shared value is; null where the level is not adjusted. */
  readonly frequency: { readonly label: Label; readonly bits: number } | null;
  readonly runningWeight: number;
}

/** The rule that decided in the weight's stead. */
export interface PairGuardVerdict {
  readonly reason: DoubtReason;
  readonly label: Label;
  /** Bits that the rest of the evidence proves, and that it must reach before a person is asked; null where it is not asked. */
  readonly rest: { readonly weight: number; readonly atLeast: number } | null;
}

export interface PairExplanation {
  readonly lines: readonly ExplanationLine[];
  readonly weight: number;
  /** The model's belief that the two are one entity, 0–1. */
  readonly probability: number;
  /** Weights in bits at or above which a pair that no guard holds back is linked, or shown to a person. */
  readonly cuts: { readonly link: number; readonly review: number };
  readonly guard: PairGuardVerdict | null;
  /** By the evidence. */
  readonly outcome: PairOutcome;
  readonly verdict: Label;
  /** What else would have to hold for another outcome: the smallest change first, a person's decision last. */
  readonly counterfactuals: readonly Counterfactual[];
}

/**
 * The waterfall of any two records, in words a clerk understands; its last running weight is the pair's weight. Labels
 * and numbers only: no value of either record is in it.
 * @param decision a person's word about the two in force: the outcome stays that of the evidence, but only another word
 * would change what holds.
 */
export function explainPair(
  a: PreparedRecord,
  b: PreparedRecord,
  model: ResolutionModel,
  decision: 'link' | 'unlink' | null = null,
): PairExplanation {
  const compiled = compileModel(model);
  const evaluation = evaluatePair(a, b, compiled);
  const { levels, bits, weighed } = evaluation;
  const weights = compiled.weightTables[compiled.weightTableOf(a.dataset, b.dataset)];
  let running = 0;
  const lines: ExplanationLine[] = [];
  const add = (line: Omit<ExplanationLine, 'runningWeight'>): void => {
    running += line.bits;
    lines.push({ ...line, runningWeight: running });
  };
  const none = { comparison: null, level: null, frequency: null };
  add({
    ...none,
    label: { zh: '任意两条记录为同一主体的先验', en: 'Prior: any two records' },
    bits: compiled.priorBits,
  });
  model.settings.comparisons.forEach((comparison, i) => {
    const index = levels[i] ?? 0;
    const level = comparison.levels[index];
    if (!level) return;
    const label = {
      zh: `${comparison.label.zh}：${level.label.zh}`,
      en: `${comparison.label.en}: ${level.label.en}`,
    };
    const lineBits = bits[i] ?? 0;
    const adjusted = lineBits - (weights?.[i]?.[index] ?? 0);
    const frequency = compiled.comparisons[i]?.frequencies[index]
      ? { label: frequencyLabel(adjusted), bits: adjusted }
      : null;
    add({ label, comparison: comparison.name, level: level.key, bits: lineBits, frequency });
  });
  cappedBits(compiled, levels, bits).forEach((excess, i) => {
    const cap = compiled.caps[i]?.cap;
    if (cap && excess > 0) add({ ...none, label: cap.label, bits: -excess });
  });
  return {
    lines,
    weight: weighed.weight,
    probability: 1 / (1 + 2 ** -weighed.weight),
    cuts: compiled.cuts,
    guard: guardVerdict(compiled, weighed.guard, weighed.weight, bits),
    outcome: weighed.outcome,
    verdict: verdictLabel(model, weighed.outcome, weighed.guard),
    counterfactuals: decision
      ? findCounterDecisions(decision, weighed.outcome)
      : findCounterfactuals(a, b, compiled, evaluation),
  };
}

function guardVerdict(
  compiled: CompiledModel,
  index: number,
  weight: number,
  bits: readonly number[],
): PairGuardVerdict | null {
  const [guard, settings] = [compiled.guards[index], compiled.model.settings.guards[index]];
  if (!guard || !settings) return null;
  const { reason, outcome, without, restAtLeast } = guard;
  const leftOut = without.reduce((sum, comparison) => sum + (bits[comparison] ?? 0), 0);
  const rest = outcome === 'review' ? { weight: weight - leftOut, atLeast: restAtLeast } : null;
  return { reason, label: settings.label, rest };
}
