import { writeFile } from 'node:fs/promises';
import type { FeedRow } from './district-model.ts';
import type { SimulatedFeed, SimulatedForm } from './feed-forms.ts';
import { createTextFile, type TextFile } from './text-file.ts';
import { createWorkbook } from './workbook.ts';

/** One feed on its way to disk, in the department's own form. */
export interface FeedFile {
  write(row: FeedRow): void;
  full(): boolean;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function createFeedFile(path: string, feed: SimulatedFeed): Promise<FeedFile> {
  const { form, columns } = feed;
  switch (form.type) {
    case 'csv':
      return csvFile(await createTextFile(path, form.charset), form, columns);
    case 'json':
      return jsonFile(await createTextFile(path, 'utf-8'), columns);
    case 'ndjson':
      return linesFile(await createTextFile(path, 'utf-8'));
    case 'xlsx':
      return workbookFile(path, form.sheet, columns);
  }
}

function csvFile(file: TextFile, form: Extract<SimulatedForm, { type: 'csv' }>, columns: readonly string[]): FeedFile {
  const line = (cells: readonly (string | number)[]): string => cells.map(csvCell).join(',') + form.newline;
  file.write((form.bom ? '\uFEFF' : '') + line(columns));
  return { ...file, write: (row) => file.write('line' in row ? row.line + form.newline : line(row.cells)) };
}

function csvCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An array with one property per line, as the civil affairs system pretty-prints it. */
function jsonFile(file: TextFile, columns: readonly string[]): FeedFile {
  let first = true;
  file.write('[');
  return {
    ...file,
    write: (row) => {
      const text = 'line' in row ? row.line : JSON.stringify(toObject(columns, row.cells), null, 1);
      file.write(`${first ? '' : ','}\n ${text.replaceAll('\n', '\n ')}`);
      first = false;
    },
    close: async () => {
      file.write('\n]');
      await file.close();
    },
  };
}

const linesFile = (file: TextFile): FeedFile => ({
  ...file,
  write: (row) => file.write(`${'line' in row ? row.line : JSON.stringify(row.cells)}\n`),
});

function workbookFile(path: string, sheet: string, columns: readonly string[]): FeedFile {
  const workbook = createWorkbook(sheet);
  workbook.addRow(columns);
  return {
    write: (row) => workbook.addRow('line' in row ? [row.line] : row.cells),
    full: () => false,
    flush: async () => {},
    close: () => writeFile(path, workbook.content()),
  };
}

const toObject = (columns: readonly string[], cells: readonly (string | number)[]): Record<string, string | number> =>
  Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']));
