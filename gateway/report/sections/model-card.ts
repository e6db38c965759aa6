import type { LevelChange, TypeReport } from '../../../schema/model/reconciliation.ts';
import { formatBits } from '../format.ts';
import { both, type Html, html } from '../html.ts';
import { card } from './card.ts';

/** Levels of which the change is shown. */
const mostLevels = 40;

/** What retraining did to the model; nothing where the model is the same. */
export function modelCard({ modelChange, comparisons }: TypeReport): Html | '' {
  if (!modelChange) return '';
  const { versionBefore, version, priorBefore, prior, linkCutBefore, linkCut, levels } = modelChange;
  const row = ({ comparison, level, before, after }: LevelChange): Html => {
    const known = comparisons.find(({ name }) => name === comparison);
    const levelLabel = known?.levels.find(({ name }) => name === level)?.label ?? { zh: level, en: level };
    const shift = (after ?? 0) - (before ?? 0);
    return html`<tr><td>${both(known?.label ?? { zh: comparison, en: comparison })}</td><td>${both(levelLabel)}</td><td class="number">${before === null ? '–' : formatBits(before)}</td><td class="number">${after === null ? '–' : formatBits(after)}</td><td class="number"><b>${formatBits(shift)}</b></td></tr>`;
  };
  const more = levels.length - mostLevels;
  return card(
    { zh: '模型的变化', en: 'What training changed' },
    html`<p><span class="id">${versionBefore}</span> → <span class="id">${version}</span></p>
<p>${both({ zh: '先验', en: 'Prior' })} ${priorBefore.toExponential(2)} → ${prior.toExponential(2)} · ${both({ zh: '关联阈值', en: 'Link cut' })} ${formatBits(linkCutBefore)} → ${formatBits(linkCut)}</p>
<table><thead><tr><th>${both({ zh: '比较项', en: 'Comparison' })}</th><th>${both({ zh: '等级', en: 'Level' })}</th><th class="number">${both({ zh: '原权重', en: 'Before' })}</th><th class="number">${both({ zh: '新权重', en: 'Now' })}</th><th class="number">${both({ zh: '差', en: 'Shift' })}</th></tr></thead>
<tbody>${levels.slice(0, mostLevels).map(row)}</tbody></table>`,
    more > 0 ? { zh: `另有 ${more} 个等级变化更小。`, en: `${more} more levels moved less.` } : null,
  );
}
