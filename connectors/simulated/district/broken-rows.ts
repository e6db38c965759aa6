import type { FeedRow, SimulatedDataset } from './district-model.ts';
import { feedOf } from './feed-forms.ts';
import type { Random } from './random.ts';

/** What can be so wrong with a row that it cannot be taken. */
export type Breakage = 'key-missing' | 'version-broken' | 'line-broken' | 'digits-lost';

const idColumn = 2;

/** The breakages that a dataset's form allows. */
export function breakagesOf(dataset: SimulatedDataset): readonly Breakage[] {
  switch (feedOf(dataset).form.type) {
    case 'xlsx':
      return ['digits-lost', 'key-missing', 'version-broken'];
    case 'json':
      return ['key-missing', 'version-broken'];
    case 'csv':
    case 'ndjson':
      return ['key-missing', 'version-broken', 'line-broken'];
  }
}

/** A good row made bad in one way. The identity number of an XLSX row becomes the number that a spreadsheet keeps: 15 digits. */
export function breakRow(random: Random, row: FeedRow, breakage: Breakage): FeedRow {
  if ('line' in row) return { line: breakResource(random, row.line, breakage) };
  const { cells } = row;
  switch (breakage) {
    case 'key-missing':
      return { cells: ['', ...cells.slice(1)] };
    case 'version-broken':
      return { cells: [...cells.slice(0, -1), random.pick(brokenVersions)] };
    case 'digits-lost':
      return { cells: cells.map((cell, i) => (i === idColumn ? loseDigits(String(cell)) : cell)) };
    case 'line-broken':
      // The export was cut in the middle of the row: the version is gone with the rest.
      return { line: cells.slice(0, 4).join(',') };
  }
}

const brokenVersions = ['', '2026年某月', '2026-13-41 25:61', '0000-00-00 00:00:00'] as const;

function breakResource(random: Random, line: string, breakage: Breakage): string {
  if (breakage === 'line-broken') return line.slice(0, Math.floor(line.length * 0.6));
  if (breakage === 'key-missing') return line.replace(/"id":"[^"]*",/, '');
  return line.replace(/"lastUpdated":"[^"]*"/, `"lastUpdated":"${random.pick(brokenVersions)}"`);
}

function loseDigits(idNumber: string): number {
  const digits = idNumber.replace(/\D/g, '').slice(0, 15) || '330105195001010';
  return Number(digits) * 1000;
}
