import type { Label } from '../../model/identity.ts';
import type { PairOutcome, PreparedRecord, ResolutionModel } from '../../model/resolution.ts';
import { evaluatePair } from './compare-pair.ts';
import { compileModel } from './compile-model.ts';
import { cappedBits } from './weigh-pattern.ts';

/** One bar of the waterfall. Weights in bits: +1 doubles the odds that the two records are one entity. */
export interface ExplanationLine {
  readonly label: Label;
  /** Name of the comparison; null for the prior, a cap or the verdict. */
  readonly comparison: string | null;
  readonly level: string | null;
  readonly bits: number;
  readonly runningWeight: number;
}

export interface PairExplanation {
  readonly lines: readonly ExplanationLine[];
  readonly weight: number;
  /** The model's belief that the two are one entity, 0–1. */
  readonly probability: number;
  readonly outcome: PairOutcome;
  readonly verdict: Label;
}

/** The waterfall of any two records, in words a clerk understands; its last running weight is the pair's weight. */
export function explainPair(a: PreparedRecord, b: PreparedRecord, model: ResolutionModel): PairExplanation {
  const compiled = compileModel(model);
  const { levels, bits, weighed } = evaluatePair(a, b, compiled);
  let running = 0;
  const lines: ExplanationLine[] = [];
  const add = (label: Label, lineBits: number, comparison: string | null, level: string | null): void => {
    running += lineBits;
    lines.push({ label, comparison, level, bits: lineBits, runningWeight: running });
  };
  add({ zh: '任意两条记录为同一主体的先验', en: 'Prior: any two records' }, compiled.priorBits, null, null);
  model.settings.comparisons.forEach((comparison, i) => {
    const level = comparison.levels[levels[i] ?? 0];
    if (!level) return;
    const label = {
      zh: `${comparison.label.zh}：${level.label.zh}`,
      en: `${comparison.label.en}: ${level.label.en}`,
    };
    add(label, bits[i] ?? 0, comparison.name, level.key);
  });
  cappedBits(compiled, levels, bits).forEach((excess, i) => {
    const cap = compiled.caps[i]?.cap;
    if (cap && excess > 0) add(cap.label, -excess, null, null);
  });
  return {
    lines,
    weight: weighed.weight,
    probability: 1 / (1 + 2 ** -weighed.weight),
    outcome: weighed.outcome,
    verdict: verdictOf(model, weighed.outcome, weighed.guard),
  };
}

function verdictOf(model: ResolutionModel, outcome: PairOutcome, guard: number): Label {
  const reason = model.settings.guards[guard]?.label;
  if (reason && outcome === 'review') return { zh: `需人工确认：${reason.zh}`, en: `A person decides: ${reason.en}` };
  if (reason) return { zh: `不关联：${reason.zh}`, en: `Distinct: ${reason.en}` };
  switch (outcome) {
    case 'link':
      return { zh: '自动关联：达到关联阈值', en: 'Link: the weight reaches the link cut' };
    case 'review':
      return { zh: '需人工确认：介于两个阈值之间', en: 'A person decides: the weight lies between the cuts' };
    case 'distinct':
      return { zh: '不关联：低于复核阈值', en: 'Distinct: the weight is below the review cut' };
  }
}
