import type { TypeReport } from '../../../schema/model/reconciliation.ts';
import { overlapOfRules, summariseRules } from '../../../schema/rules/reconciliation/summarise-pairs.ts';
import { type HeatCell, heatMap } from '../charts/heat-map.ts';
import { formatCount } from '../format.ts';
import { both, type Html, html } from '../html.ts';
import { card } from './card.ts';

/** What each blocking rule found, and how far the rules find the same. */
export function ruleCards(type: TypeReport): Html {
  const rules = summariseRules(type);
  const most = rules.reduce((max, { linkedPairs }) => Math.max(max, linkedPairs), 1);
  const table = html`<table class="bars"><thead><tr><th>${both({ zh: '规则', en: 'Rule' })}</th><th></th>${[
    { zh: '关联', en: 'links' },
    { zh: '仅此', en: 'alone' },
    { zh: '候选对', en: 'candidates' },
    { zh: '弃用分块', en: 'capped' },
  ].map((label) => html`<th class="number">${both(label)}</th>`)}</tr></thead><tbody>${rules.map(
    ({ label, linkedPairs, alone, candidatePairs, cappedBlocks }) => html`<tr><th>${both(label)}</th>
<td class="bar"><i style="--share:${Math.round((linkedPairs / most) * 1000) / 1000}"></i></td>
<td class="number"><b>${formatCount(linkedPairs)}</b></td><td class="number ${alone === 0 ? 'faint' : ''}">${formatCount(alone)}</td><td class="number">${formatCount(candidatePairs)}</td><td class="number ${cappedBlocks === 0 ? 'faint' : ''}">${formatCount(cappedBlocks)}</td></tr>`,
  )}</tbody></table>`;
  return html`${card({ zh: '分块规则', en: 'Blocking rules' }, table, { zh: '“仅此”为没有其他规则找到的关联对：去掉这条规则就会失去。', en: '“Alone”: links that no other rule found and that would be lost without it.' })}
${card({ zh: '规则的重叠', en: 'Overlap of the rules' }, overlapMap(type), { zh: '行规则找到的关联对中，列规则也找到的百分比。', en: 'Of the links that the row’s rule found, the percentage that the column’s rule found too.' })}`;
}

function overlapMap(type: TypeReport): Html {
  const overlap = overlapOfRules(type);
  return heatMap({
    columns: type.rules.map(({ label }) => label),
    rows: type.rules.map(({ label }, row) => ({
      label,
      cells: type.rules.map((_, column): HeatCell | null => {
        const own = overlap[row]?.[row] ?? 0;
        if (own === 0 || row === column) return null;
        const share = (overlap[row]?.[column] ?? 0) / own;
        return { text: String(Math.round(share * 100)), strength: share, tone: 'link' };
      }),
    })),
  });
}
