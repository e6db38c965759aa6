/** Where a value lies on an axis, in the chart's own units. */
export type Scale = (value: number) => number;

export const linearScale =
  (from: number, to: number, start: number, end: number): Scale =>
  (value) =>
    to === from ? start : start + ((value - from) / (to - from)) * (end - start);

/** Of counts: a handful stays visible beside millions, and twice as many still looks like more. */
export const rootScale = (most: number, start: number, end: number): Scale => {
  const scale = linearScale(0, Math.sqrt(Math.max(1, most)), start, end);
  return (count) => scale(Math.sqrt(count));
};

/** Round counts up to `most` that lie apart on a root scale: 0, 100, 1,000, 5,000. */
export function countTicks(most: number): readonly number[] {
  const steps = [1, 2, 5].flatMap((step) => Array.from({ length: 12 }, (_, power) => step * 10 ** power));
  const ticks = [0];
  for (const step of steps.sort((a, b) => a - b)) {
    const last = ticks.at(-1) ?? 0;
    if (step <= most && Math.sqrt(step) - Math.sqrt(last) >= Math.sqrt(most) / 5) ticks.push(step);
  }
  return ticks;
}
