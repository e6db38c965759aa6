import type { TypeReport } from '../../../schema/model/reconciliation.ts';
import { clericalPrecision } from '../../../schema/rules/reconciliation/clerical-precision.ts';
import { sumCounts } from '../../../schema/rules/reconciliation/counts.ts';
import { weightBins } from '../../../schema/rules/reconciliation/summarise-pairs.ts';
import { sizeBars } from '../charts/size-bars.ts';
import { weightHistogram } from '../charts/weight-histogram.ts';
import { formatCount } from '../format.ts';
import { both, type Html, html } from '../html.ts';
import type { ReportInput } from '../report-input.ts';
import { entityWords } from '../words.ts';
import { card, emptyNote } from './card.ts';
import { driftCard } from './drift-card.ts';
import { estimateCard } from './estimate-card.ts';
import { modelCard } from './model-card.ts';
import { ruleCards } from './rule-cards.ts';

/** Everything that the run found out about one entity type. */
export function typeSection(type: TypeReport, { verdicts, datasets }: ReportInput): Html {
  const clerical = clericalPrecision(
    type.observations.sample,
    verdicts.filter(({ entityType }) => entityType === type.entityType),
  );
  return html`<h2>${both(entityWords[type.entityType])} <small class="id">${type.modelVersion}</small></h2><div class="cards">
${histogramCard(type)}
${sizeCard(type)}
${pairCard(type)}
${estimateCard(type, clerical)}
${ruleCards(type)}
${driftCard(type, datasets)}
${modelCard(type)}
</div>`;
}

function histogramCard(type: TypeReport): Html {
  const bins = weightBins(type);
  const legend = html`<p class="legend"><i class="link"></i>${both({ zh: '关联', en: 'link' })}<i class="review"></i>${both({ zh: '待审', en: 'review' })}<i class="distinct"></i>${both({ zh: '不同', en: 'distinct' })}</p>`;
  return card(
    { zh: '匹配权重', en: 'Match weights' },
    bins.length === 0
      ? emptyNote({ zh: '没有达到复核阈值的记录对。', en: 'No pair reached the review cut.' })
      : html`${legend}${weightHistogram({ bins, cuts: type.cuts })}`,
    {
      zh: '纵轴为平方根刻度。阈值之上的“待审”为护栏留给人的对子。',
      en: 'Heights are square roots of counts. Reviews above the cut are pairs that a guard leaves to a person.',
    },
  );
}

const sizeCard = ({ clusterSizes }: TypeReport): Html =>
  card(
    { zh: '主体的大小', en: 'Sizes of entities' },
    sizeBars(clusterSizes),
    { zh: '平方根刻度。', en: 'Heights are square roots of counts.' },
    'half',
  );

function pairCard({ observations: { weights }, clusterSizes, recall }: TypeReport): Html {
  const rows = [
    { label: { zh: '主体', en: 'Entities' }, count: sumCounts(clusterSizes) },
    { label: { zh: '自动关联的对', en: 'Pairs that link by themselves' }, count: sumCounts(weights.link) },
    { label: { zh: '可疑的对', en: 'Doubtful pairs' }, count: sumCounts(weights.review) },
    ...(recall?.foundBy ?? []).map((count, i) => ({
      label: {
        zh: `恰由 ${i + 1} 组规则找到的关联对`,
        en: `Links that exactly ${i + 1} ${i === 0 ? 'group' : 'groups'} of rules found`,
      },
      count,
    })),
  ];
  return card(
    { zh: '数目', en: 'Counts' },
    html`<table><tbody>${rows.map(({ label, count }) => html`<tr><th>${both(label)}</th><td class="number"><b>${formatCount(count)}</b></td></tr>`)}</tbody></table>`,
    null,
    'half',
  );
}
