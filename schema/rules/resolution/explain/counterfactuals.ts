import type { Label } from '../../../model/identity.ts';
import type { PairOutcome, PreparedRecord } from '../../../model/resolution.ts';
import type { PairEvaluation } from '../compare-pair.ts';
import type { CompiledComparison, CompiledModel } from '../compile-model.ts';
import { weighPattern } from '../weigh-pattern.ts';

/** Another level of one comparison, all else as it is, under which the pair would come out otherwise. */
export interface LevelCounterfactual {
  readonly kind: 'level';
  readonly comparison: string;
  /** The level that would have to hold. */
  readonly level: string;
  readonly outcome: PairOutcome;
  /** Bits that the pair's weight would change by, caps and frequency included. */
  readonly change: number;
  readonly label: Label;
}

/** A person's word, which goes before every weight, or taking such a word back. */
export interface DecisionCounterfactual {
  readonly kind: 'decision';
  readonly decision: 'link' | 'unlink' | 'undo';
  readonly outcome: PairOutcome;
  readonly label: Label;
}

export type Counterfactual = LevelCounterfactual | DecisionCounterfactual;

/**
 * What alone would change the outcome of the pair: of each comparison, for each other outcome, the level that changes
 * the weight least, by the very rule that weighs pairs, so guards and caps are honoured.
 * @param now the pair as `evaluatePair` finds it.
 */
export function findCounterfactuals(
  a: PreparedRecord,
  b: PreparedRecord,
  compiled: CompiledModel,
  now: PairEvaluation,
): readonly Counterfactual[] {
  const weights = compiled.weightTables[compiled.weightTableOf(a.dataset, b.dataset)];
  const nearest = compiled.comparisons.flatMap((comparison, i): LevelCounterfactual[] => {
    const found = new Map<PairOutcome, LevelCounterfactual>();
    for (let level = 0; level < comparison.levelKeys.length; level++) {
      if (level === now.levels[i]) continue;
      const levelBits = (weights?.[i]?.[level] ?? 0) + frequencyBits(comparison, level, a, b);
      const weighed = weighPattern(compiled, now.levels.with(i, level), now.bits.with(i, levelBits));
      if (weighed.outcome === now.weighed.outcome) continue;
      const change = weighed.weight - now.weighed.weight;
      const known = found.get(weighed.outcome);
      if (known && Math.abs(known.change) <= Math.abs(change)) continue;
      found.set(weighed.outcome, toCounterfactual(compiled, i, [now.levels[i] ?? 0, level], weighed.outcome, change));
    }
    return [...found.values()];
  });
  return [
    ...nearest.sort((x, y) => Math.abs(x.change) - Math.abs(y.change)),
    ...decisions.filter(({ outcome }) => outcome !== now.weighed.outcome),
  ];
}

const decisions: readonly DecisionCounterfactual[] = [
  {
    kind: 'decision',
    decision: 'link',
    outcome: 'link',
    label: {
      zh: '人工判定为同一主体，则永久关联。',
      en: 'If a person decides that they are one, they are linked for good.',
    },
  },
  {
    kind: 'decision',
    decision: 'unlink',
    outcome: 'distinct',
    label: {
      zh: '人工判定为不同主体，则永久分开。',
      en: 'If a person decides that they are two, they stay apart for good.',
    },
  },
];

/**
 * What would change the outcome while a person's decision about the two stands: no evidence does, only another word.
 * @param evidence the outcome by the evidence, which decides again when the decision is taken back.
 */
export function findCounterDecisions(
  standing: 'link' | 'unlink',
  evidence: PairOutcome,
): readonly DecisionCounterfactual[] {
  const now: PairOutcome = standing === 'link' ? 'link' : 'distinct';
  const { zh, en } = outcomes[evidence];
  const undo: DecisionCounterfactual = {
    kind: 'decision',
    decision: 'undo',
    outcome: evidence,
    label: {
      zh: `若撤销现有的人工决定，则由证据决定：${zh}。`,
      en: `If the decision in force is taken back, the evidence decides: ${en}.`,
    },
  };
  return [undo, ...decisions].filter(({ outcome }) => outcome !== now);
}

/** Whichever side's value both would share: the commoner counts, as where they do; a side without a value says nothing. */
function frequencyBits(comparison: CompiledComparison, level: number, a: PreparedRecord, b: PreparedRecord): number {
  const frequency = comparison.frequencies[level];
  if (!frequency) return 0;
  const [value = ''] = frequency.partsRead;
  const sides = [a.parts, b.parts].filter((parts) => parts[value] !== undefined);
  return sides.length === 0 ? 0 : Math.min(...sides.map((parts) => frequency.bitsOf(parts)));
}

const outcomes: Readonly<Record<PairOutcome, Label>> = {
  link: { zh: '自动关联', en: 'they would link' },
  review: { zh: '转人工确认', en: 'a person would be asked' },
  distinct: { zh: '不关联', en: 'they would stay apart' },
};

function toCounterfactual(
  compiled: CompiledModel,
  index: number,
  [from, to]: readonly [number, number],
  outcome: PairOutcome,
  change: number,
): LevelCounterfactual {
  const comparison = compiled.model.settings.comparisons[index];
  const [now, other] = [comparison?.levels[from], comparison?.levels[to]];
  if (!comparison || !now || !other) throw new RangeError(`the model has no level ${to} of comparison ${index}`);
  const then = outcomes[outcome];
  return {
    kind: 'level',
    comparison: comparison.name,
    level: other.key,
    outcome,
    change,
    label: {
      zh: `若“${comparison.label.zh}：${other.label.zh}”（现为“${now.label.zh}”），则${then.zh}。`,
      en: `If it were “${comparison.label.en}: ${other.label.en}” (now “${now.label.en}”), ${then.en}.`,
    },
  };
}
