import type { AffectedPlatform, PreviewEntry, RunPreview } from '../../../schema/model/reconciliation.ts';
import { mostEntries } from '../../../schema/rules/reconciliation/run-preview.ts';
import { formatCount } from '../format.ts';
import { both, type Html, html } from '../html.ts';
import { elementWords, entityWords, fieldWords, kinds, kindWords } from '../words.ts';
import { card, emptyNote } from './card.ts';

/** What the run changes: values by field, platforms, and the changes themselves. No values. */
export function previewSection({ fields, platforms, entries, kinds: byType }: RunPreview): Html {
  const total = Object.values(byType)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
  return html`<h2>${both({ zh: '变化', en: 'What changes' })}</h2><div class="cards">
${card({ zh: '值的变化', en: 'Values, by field' }, fieldTable(fields), { zh: '现存主体中该字段的值有变化的数目。', en: 'Living entities whose golden value of the field changes.' }, 'half')}
${card({ zh: '受影响的平台', en: 'Platforms affected' }, platformTable(platforms), { zh: '按协议的辖区与字段计；其他人看不到这些变化。', en: 'By the area and fields of each agreement; nobody else sees these changes.' }, 'half')}
${entries.length === 0 ? '' : card({ zh: '变化清单', en: 'The changes' }, entryTable(entries), total > entries.length ? { zh: `共 ${formatCount(total)} 项，此处列出前 ${mostEntries} 项：先合并与拆分。`, en: `The first ${mostEntries} of ${formatCount(total)}, merges and splits before the rest.` } : null)}
</div>`;
}

function fieldTable(fields: RunPreview['fields']): Html {
  const rows = Object.entries(fields).sort(([x, a], [y, b]) => b - a || (x < y ? -1 : 1));
  if (rows.length === 0) return emptyNote({ zh: '没有值变化。', en: 'No value changes.' });
  const most = rows[0]?.[1] ?? 1;
  return html`<table class="bars"><tbody>${rows.map(([path, entities]) => html`<tr><th>${both(fieldWords(path))}</th><td class="bar"><i style="--share:${Math.round((entities / most) * 1000) / 1000}"></i></td><td class="number">${formatCount(entities)}</td></tr>`)}</tbody></table>`;
}

function platformTable(platforms: readonly AffectedPlatform[]): Html {
  if (platforms.length === 0) return emptyNote({ zh: '没有平台受影响。', en: 'No platform is affected.' });
  return html`<table><thead><tr><th>${both({ zh: '平台', en: 'Platform' })}</th><th class="number">${both({ zh: '主体', en: 'Entities' })}</th>${kinds.map((kind) => html`<th class="number">${both(kindWords[kind])}</th>`)}</tr></thead>
<tbody>${platforms.map(({ client, agreementId, entities, kinds: counts }) => html`<tr><td>${client}<br/><small class="id">${agreementId.slice(0, 8)}</small></td><td class="number"><b>${formatCount(entities)}</b></td>${kinds.map((kind) => html`<td class="number ${counts[kind] === 0 ? 'faint' : ''}">${formatCount(counts[kind])}</td>`)}</tr>`)}</tbody></table>`;
}

const entryTable = (entries: readonly PreviewEntry[]): Html => html`<table class="entries"><thead><tr>
<th>${both({ zh: '种类', en: 'Kind' })}</th><th>${both({ zh: '类型', en: 'Type' })}</th><th>${both({ zh: '主体', en: 'Entity' })}</th><th>${both({ zh: '变化的字段，或对方主体', en: 'Fields that change, or the other entity' })}</th>
</tr></thead><tbody>${entries.map(entryRow)}</tbody></table>`;

function entryRow({ kind, entityType, entityId, otherEntityId, fields }: PreviewEntry): Html {
  const arrow = kind === 'ABSORBED' ? '→ ' : '← ';
  const other = otherEntityId === null ? '' : html`<span class="id">${arrow}${otherEntityId}</span>`;
  const names =
    kind === 'CHANGED'
      ? fields.map((field, i) => html`${i > 0 ? ', ' : ''}${both(elementWords(entityType, field))}`)
      : '';
  return html`<tr><td><em class="${kind.toLowerCase()}">${both(kindWords[kind])}</em></td><td>${both(entityWords[entityType])}</td><td class="id">${entityId}</td><td>${other}${names}</td></tr>`;
}
