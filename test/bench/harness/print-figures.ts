import { type Figure, meetsGoal } from './bench.ts';

/** The figures as aligned lines: measure, value, unit, and whether the goal is met. */
export function formatFigures(figures: readonly Figure[]): string {
  const lines = figures.map((figure) => [figure.measure, formatValue(figure.value), figure.unit, formatGoal(figure)]);
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map(([measure = '', value = '', unit = '', goal = '']) =>
      `  ${measure.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)} ${unit.padEnd(widths[2] ?? 0)}  ${goal}`.trimEnd(),
    )
    .join('\n');
}

/** Shares get a digit more: 0.9985 misses 0.999 and must not be printed as it. */
const formatValue = (value: number): string => {
  const size = Math.abs(value);
  if (size >= 100) return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return value.toLocaleString('en', { maximumSignificantDigits: size < 1 ? 4 : 3 });
};

function formatGoal(figure: Figure): string {
  const { goal } = figure;
  if (goal === undefined) return '';
  const limit = 'atLeast' in goal ? `≥ ${formatValue(goal.atLeast)}` : `≤ ${formatValue(goal.atMost)}`;
  return `${meetsGoal(figure) ? 'meets' : 'MISSES'} ${limit}`;
}
