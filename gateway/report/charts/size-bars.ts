import type { Counts } from '../../../schema/model/reconciliation.ts';
import { formatCount } from '../format.ts';
import { type Html, html } from '../html.ts';
import { rootScale } from './scale.ts';

const [width, height] = [480, 240];
const frame = { left: 12, right: 468, top: 30, bottom: 196 };
/** Sizes with a bar of their own; all above share one. */
const mostBars = 9;

/** Entities by their number of records. Heights are square roots of counts. */
export function sizeBars(clusterSizes: Counts): Html {
  const sizes = Object.entries(clusterSizes).map(([size, entities]) => ({ size: Number(size), entities }));
  const largest = sizes.reduce((most, { size }) => Math.max(most, size), 1);
  const shown = Math.min(mostBars, largest);
  const bars = Array.from({ length: shown }, (_, i) => {
    const [from, isLast] = [i + 1, i + 1 === mostBars && largest > mostBars];
    const own = sizes.filter(({ size }) => size === from || (isLast && size > from));
    return { name: isLast ? `${from}+` : String(from), entities: own.reduce((sum, { entities }) => sum + entities, 0) };
  });
  const y = rootScale(
    bars.reduce((most, { entities }) => Math.max(most, entities), 1),
    frame.bottom,
    frame.top,
  );
  const slot = Math.min(72, (frame.right - frame.left) / shown);
  return html`<svg viewBox="0 0 ${width} ${height}" role="img">
<line class="base" x1="${frame.left}" x2="${frame.right}" y1="${frame.bottom}" y2="${frame.bottom}"/>
${bars.map(({ name, entities }, i) => {
  const left = frame.left + i * slot;
  return html`<rect class="link" x="${round(left + slot * 0.14)}" y="${round(y(entities))}" width="${round(slot * 0.72)}" height="${round(frame.bottom - y(entities))}" rx="2"/>
<text class="value middle" x="${round(left + slot / 2)}" y="${round(y(entities) - 7)}">${formatCount(entities)}</text>
<text class="tick middle" x="${round(left + slot / 2)}" y="${frame.bottom + 18}">${name}</text>`;
})}
<text class="axis end" lang="zh" x="${frame.right}" y="${frame.bottom + 36}">主体的记录数</text>
<text class="axis end" lang="en" x="${frame.right}" y="${frame.bottom + 36}">records of an entity</text>
</svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
