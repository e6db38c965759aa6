import type { Label } from '../../../schema/model/identity.ts';
import { both, type Html, html } from '../html.ts';

export interface HeatCell {
  readonly text: string;
  /** 0–1: how strong its colour is. */
  readonly strength: number;
  readonly tone: 'link' | 'calm' | 'warm' | 'hot';
}

export interface HeatMap {
  readonly columns: readonly Label[];
  readonly rows: readonly { readonly label: Label; readonly cells: readonly (HeatCell | null)[] }[];
}

/** A table whose cells are coloured by what they hold; it reads without colours too. */
export const heatMap = ({ columns, rows }: HeatMap): Html => html`<div class="scroll"><table class="heat">
<thead><tr><th></th>${columns.map((label) => html`<th>${both(label)}</th>`)}</tr></thead>
<tbody>${rows.map(({ label, cells }) => html`<tr><th>${both(label)}</th>${cells.map(toCell)}</tr>`)}</tbody>
</table></div>`;

function toCell(cell: HeatCell | null): Html {
  if (!cell) return html`<td class="none">–</td>`;
  const strength = Math.round(Math.max(0, Math.min(1, cell.strength)) * 100) / 100;
  return html`<td class="${cell.tone}" style="--strength:${strength}"><span>${cell.text}</span></td>`;
}
