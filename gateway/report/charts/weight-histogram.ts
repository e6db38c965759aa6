import type { Label } from '../../../schema/model/identity.ts';
import type { WeightBin } from '../../../schema/rules/reconciliation/summarise-pairs.ts';
import { formatCount } from '../format.ts';
import { type Html, html } from '../html.ts';
import { countTicks, linearScale, rootScale } from './scale.ts';

const [width, height] = [1000, 300];
const frame = { left: 64, right: 984, top: 34, bottom: 258 };

export interface WeightHistogram {
  readonly bins: readonly WeightBin[];
  /** Bits. */
  readonly cuts: { readonly link: number; readonly review: number };
}

/** Pairs by match weight, one bar a bit, with both cuts. Heights are square roots of counts. */
export function weightHistogram({ bins, cuts }: WeightHistogram): Html {
  const lowest = Math.min(Math.floor(cuts.review) - 1, bins[0]?.bits ?? 0);
  const highest = Math.max(Math.ceil(cuts.link) + 2, (bins.at(-1)?.bits ?? 0) + 1);
  const most = bins.reduce((max, { link, review, distinct }) => Math.max(max, link + review + distinct), 1);
  const x = linearScale(lowest, highest, frame.left, frame.right);
  const y = rootScale(most, frame.bottom, frame.top);
  const barWidth = Math.max(1, x(1) - x(0) - 1.5);
  const bars = bins.map(({ bits, link, review, distinct }) => {
    const total = link + review + distinct;
    const tall = frame.bottom - y(total);
    let foot = frame.bottom;
    return [
      { name: 'distinct', count: distinct },
      { name: 'review', count: review },
      { name: 'link', count: link },
    ].flatMap(({ name, count }) => {
      if (count === 0) return [];
      const part = (tall * count) / total;
      foot -= part;
      return [
        html`<rect class="${name}" x="${round(x(bits) + 0.75)}" y="${round(foot)}" width="${round(barWidth)}" height="${round(part)}"><title>${bits}…${bits + 1} bit: ${formatCount(count)}</title></rect>`,
      ];
    });
  });
  const step = [1, 2, 5, 10, 20, 50].find((size) => (highest - lowest) / size <= 16) ?? 100;
  const firstTick = Math.ceil(lowest / step) * step;
  const ticks = Array.from({ length: Math.floor((highest - firstTick) / step) + 1 }, (_, i) => firstTick + i * step);
  return html`<svg viewBox="0 0 ${width} ${height}" role="img">
${countTicks(most).map((count) => html`<line class="grid" x1="${frame.left}" x2="${frame.right}" y1="${round(y(count))}" y2="${round(y(count))}"/><text class="tick end" x="${frame.left - 8}" y="${round(y(count) + 4)}">${formatCount(count)}</text>`)}
${bars}
${ticks.map((bits) => html`<text class="tick middle" x="${round(x(bits))}" y="${frame.bottom + 18}">${bits}</text>`)}
${cutMark(x(cuts.review), cuts.review, { zh: '复核', en: 'review' }, 'end')}
${cutMark(x(cuts.link), cuts.link, { zh: '关联', en: 'link' }, 'start')}
<text class="axis end" lang="zh" x="${frame.right}" y="${frame.bottom + 36}">匹配权重（比特；+1 比特使可能性翻倍）</text>
<text class="axis end" lang="en" x="${frame.right}" y="${frame.bottom + 36}">match weight (bits; one bit more doubles the odds)</text>
</svg>`;
}

function cutMark(x: number, bits: number, { zh, en }: Label, side: 'start' | 'end'): Html {
  const at = side === 'start' ? x + 6 : x - 6;
  return html`<line class="cut" x1="${round(x)}" x2="${round(x)}" y1="${frame.top - 16}" y2="${frame.bottom}"/>
<text class="cutname ${side}" lang="zh" x="${round(at)}" y="${frame.top - 8}">${zh} ${bits.toFixed(1)}</text>
<text class="cutname ${side}" lang="en" x="${round(at)}" y="${frame.top - 8}">${en} ${bits.toFixed(1)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
