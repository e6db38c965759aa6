import type { FeedForm } from '../../schema/model/contract.ts';
import { markColumns } from '../readers/return-marks.ts';
import { encodeText } from './encode-text.ts';
import { cellText, markCells, type ReturnRow } from './return-row.ts';

type CsvForm = Extract<FeedForm, { type: 'csv' }>;

/**
 * Values are written verbatim, also those that begin with `=`, `+`, `-` or `@`: the file is read back by a
 * machine, and a guard against formulas would alter what the department sent.
 */
export async function* writeCsv(
  form: CsvForm,
  columns: readonly string[],
  pages: AsyncIterable<readonly ReturnRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  const newline = form.newline === 'crlf' ? '\r\n' : '\n';
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => quoteCell(cell, form.delimiter)).join(form.delimiter) + newline;
  yield encodeText((form.bom ? '\uFEFF' : '') + line([...columns, ...markColumns]), form.charset);
  for await (const rows of pages) {
    const text = rows.map((row) => line([...columns.map((c) => cellText(row.cells?.[c])), ...markCells(row)])).join('');
    if (text !== '') yield encodeText(text, form.charset);
  }
}

function quoteCell(cell: string, delimiter: string): string {
  const isPlain = !cell.includes(delimiter) && !/["\r\n]/u.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
