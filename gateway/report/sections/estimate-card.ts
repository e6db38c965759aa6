import type { ClericalPrecision, TypeReport } from '../../../schema/model/reconciliation.ts';
import { stratumFloors } from '../../../schema/rules/reconciliation/clerical-strata.ts';
import { intervalPlot } from '../charts/interval-plot.ts';
import { formatCount, formatExpected, formatShare } from '../format.ts';
import { both, type Html, html } from '../html.ts';
import { card } from './card.ts';

/** Precision and recall as they are estimated, and by what. */
export function estimateCard({ recall, modelPrecision }: TypeReport, clerical: ClericalPrecision): Html {
  const decision = recall && { value: recall.decision, low: recall.decision, high: recall.decision };
  const plot = intervalPlot([
    {
      label: { zh: '精确率 · 人工抽查', en: 'Precision · clerical sample' },
      estimate: clerical.precision,
      kind: 'precision',
    },
    {
      label: { zh: '精确率 · 模型概率', en: 'Precision · the model’s belief' },
      estimate: modelPrecision,
      kind: 'precision',
    },
    {
      label: { zh: '召回率 · 候选搜索', en: 'Recall · search for candidates' },
      estimate: recall?.search ?? null,
      kind: 'recall',
    },
    { label: { zh: '召回率 · 判定', en: 'Recall · decision' }, estimate: decision, kind: 'recall' },
    { label: { zh: '召回率 · 合计', en: 'Recall · both' }, estimate: recall?.recall ?? null, kind: 'recall' },
  ]);
  const missed = recall
    ? {
        zh: `没有规则找到的可关联对约 ${formatExpected(recall.missed.value)} 对（${formatExpected(recall.missed.low)}–${formatExpected(recall.missed.high)}），由 ${recall.occasions.length} 组互不共用字段的规则以捕获再捕获估计（对数线性模型，Fienberg 1972；区间按 Cormack 1992）。各组相互依赖时为下限。`,
        en: `About ${formatExpected(recall.missed.value)} linkable pairs (${formatExpected(recall.missed.low)}–${formatExpected(recall.missed.high)}) that no rule finds, estimated by capture and recapture over ${recall.occasions.length} groups of rules without a field in common (log-linear, Fienberg 1972; interval, Cormack 1992). Where the groups depend on each other it is a lower bound.`,
      }
    : null;
  return card({ zh: '精确率与召回率', en: 'Precision and recall' }, html`${plot}${strataTable(clerical)}`, missed);
}

function strataTable({ strata, covered }: ClericalPrecision): Html {
  return html`<table class="strata"><thead><tr>
<th>${both({ zh: '抽查层（高于阈值的比特）', en: 'Stratum (bits above the cut)' })}</th>${[
    { zh: '关联对', en: 'links' },
    { zh: '抽取', en: 'drawn' },
    { zh: '对', en: 'right' },
    { zh: '错', en: 'wrong' },
    { zh: '看不出', en: 'cannot tell' },
  ].map((label) => html`<th class="number">${both(label)}</th>`)}</tr></thead>
<tbody>${strata.map(({ stratum, population, drawn, right, wrong, cannotTell }) => html`<tr><td>${rangeOf(stratum)}</td>${[population, drawn, right, wrong, cannotTell].map((count) => html`<td class="number ${count === 0 ? 'faint' : ''}">${formatCount(count)}</td>`)}</tr>`)}</tbody></table>
<p class="note">${both({
    zh: `已评判的层占全部关联的 ${formatShare(covered)}；区间为 Wilson 区间按层加权（Zou 等 2009）。`,
    en: `Strata with a verdict hold ${formatShare(covered)} of all links; Wilson's intervals, weighed by stratum (Zou et al. 2009).`,
  })}</p>`;
}

function rangeOf(stratum: number): string {
  const [from, to] = [stratumFloors[stratum] ?? 0, stratumFloors[stratum + 1]];
  if (to === undefined) return `≥ ${from}`;
  return from < 0 ? `< ${to}` : `${from} – ${to}`;
}
