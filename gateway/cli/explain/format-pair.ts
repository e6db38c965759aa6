import type { PairExplanation } from '../../../schema/rules/resolution/explain/explain-pair.ts';
import { formatTable } from '../terminal.ts';
import type { ToldPair } from './told.ts';
import { entityWords, formatBits, formatProbability, headed, type Language, outcomeWords, words } from './words.ts';

/** The waterfall as an aligned table with bars, the verdict, and what would change it. */
export function formatPair(told: ToldPair, lang: Language): readonly string[] {
  const { a, b, explanation, entityType } = told;
  return [
    `${entityWords[entityType][lang]}  ${a.dataset} ${a.key}  —  ${b.dataset} ${b.key}`,
    '',
    ...formatWaterfall(explanation, lang),
    '',
    ...formatVerdict(told, lang),
    '',
    headed('change', lang),
    ...formatTable(
      [words.bits[lang], words.outcomeThen[lang], words.condition[lang]],
      explanation.counterfactuals.map((one) => [
        one.kind === 'level' ? formatBits(one.change).padStart(6) : '',
        outcomeWords[one.outcome][lang],
        one.label[lang],
      ]),
    ),
  ];
}

function formatVerdict({ explanation, decision, together }: ToldPair, lang: Language): readonly string[] {
  const { verdict, weight, probability, cuts, guard, outcome } = explanation;
  const rest = guard?.rest;
  const figures = [
    `${words.weight[lang]} ${formatBits(weight)}`,
    `${words.probability[lang]} ${formatProbability(probability)}`,
    `${words.linkFrom[lang]} ${formatBits(cuts.link)}`,
    `${words.reviewFrom[lang]} ${formatBits(cuts.review)}`,
  ];
  const lines = [headed('verdict', lang, verdict[lang]), figures.join(lang === 'zh' ? '；' : '; ')];
  if (rest) {
    const needed = `${words.restNeeded[lang]} ${formatBits(rest.atLeast)}`;
    lines.push(headed('rest', lang, `${formatBits(rest.weight)}${lang === 'zh' ? '；' : '; '}${needed}`));
  }
  if (decision) {
    const word = decision.kind === 'link' ? 'decidedLink' : 'decidedUnlink';
    lines.push(headed(word, lang, `${decision.author}, ${decision.decidedAt.slice(0, 10)}, ${decision.reason}`));
  }
  lines.push(words[together ? 'together' : 'apart'][lang]);
  const isLinked = decision ? decision.kind === 'link' : outcome === 'link';
  if (together !== isLinked) lines.push(words.otherwise[lang]);
  return lines;
}

function formatWaterfall({ lines, cuts }: PairExplanation, lang: Language): readonly string[] {
  const weights = lines.map(({ runningWeight }) => runningWeight);
  const draw = createBars(weights, cuts.link);
  const gap = lang === 'zh' ? '' : ' ';
  const rows = lines.flatMap(({ label, bits, frequency, runningWeight }) => [
    [
      label[lang],
      formatBits(bits).padStart(6),
      formatBits(runningWeight).padStart(6),
      draw(runningWeight - bits, runningWeight),
    ],
    ...(frequency
      ? [[`  ${words.ofWhich[lang]}${gap}${frequency.label[lang]}`, formatBits(frequency.bits).padStart(6), '', '']]
      : []),
  ]);
  return formatTable([words.step[lang], words.bits[lang], words.running[lang], ''], rows);
}

const barWidth = 40;

/** Bars on one scale: `█` for evidence, `░` against, `│` where a pair is linked. */
function createBars(weights: readonly number[], linkCut: number): (from: number, to: number) => string {
  const [low, high] = [Math.min(0, linkCut, ...weights), Math.max(0, linkCut, ...weights)];
  const place = (weight: number): number => Math.round(((weight - low) / (high - low || 1)) * barWidth);
  const cut = place(linkCut);
  return (from, to) => {
    const [left, right] = [place(Math.min(from, to)), place(Math.max(from, to))];
    return Array.from({ length: barWidth + 1 }, (_, column) => {
      if (column >= left && column < right) return to > from ? '█' : '░';
      return column === cut ? '│' : ' ';
    }).join('');
  };
}
