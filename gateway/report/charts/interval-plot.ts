import type { Label } from '../../../schema/model/identity.ts';
import type { Estimate } from '../../../schema/model/reconciliation.ts';
import { formatShare } from '../format.ts';
import { type Html, html } from '../html.ts';
import { linearScale } from './scale.ts';

export interface PlottedEstimate {
  readonly label: Label;
  /** Null = nothing to estimate from yet. */
  readonly estimate: Estimate | null;
  readonly kind: 'precision' | 'recall';
}

const width = 1000;
const frame = { left: 300, right: 720 };
const rowHeight = 44;

/** Estimates as points with their intervals on one axis that ends at 100 %. */
export function intervalPlot(rows: readonly PlottedEstimate[]): Html {
  const lowest = rows.reduce((least, { estimate }) => Math.min(least, estimate?.low ?? 1), 0.995);
  const from = [0.99, 0.98, 0.95, 0.9, 0.8, 0.5].find((start) => start <= lowest - (1 - lowest) * 0.05) ?? 0;
  const x = linearScale(from, 1, frame.left, frame.right);
  const bottom = rows.length * rowHeight + 6;
  const ticks = Array.from({ length: 6 }, (_, i) => from + ((1 - from) * i) / 5);
  return html`<svg viewBox="0 0 ${width} ${bottom + 30}" role="img">
${ticks.map((share) => html`<line class="grid" x1="${round(x(share))}" x2="${round(x(share))}" y1="4" y2="${bottom}"/><text class="tick middle" x="${round(x(share))}" y="${bottom + 18}">${(share * 100).toFixed(1)} %</text>`)}
${rows.map((row, i) => plotRow(row, x, i * rowHeight + rowHeight / 2 + 4))}
</svg>`;
}

function plotRow({ label, estimate, kind }: PlottedEstimate, x: (share: number) => number, y: number): Html {
  const name = html`<text class="name end" lang="zh" x="${frame.left - 18}" y="${y + 5}">${label.zh}</text><text class="name end" lang="en" x="${frame.left - 18}" y="${y + 5}">${label.en}</text>`;
  if (!estimate) {
    return html`${name}<text class="tick" lang="zh" x="${frame.right + 18}" y="${y + 5}">尚无数据</text><text class="tick" lang="en" x="${frame.right + 18}" y="${y + 5}">nothing yet</text>`;
  }
  const { value, low, high } = estimate;
  return html`${name}
<line class="whisker ${kind}" x1="${round(x(low))}" x2="${round(Math.max(x(high), x(low) + 0.5))}" y1="${y}" y2="${y}"/>
<circle class="${kind}" cx="${round(x(value))}" cy="${y}" r="6.5"/>
<text class="value" x="${frame.right + 18}" y="${y + 5}">${formatShare(value)}</text>
<text class="tick" x="${frame.right + 108}" y="${y + 5}">${formatShare(low)} – ${formatShare(high)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
