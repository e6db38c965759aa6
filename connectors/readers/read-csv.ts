import type { FeedForm } from '../../schema/model/contract.ts';
import { invalid } from '../../schema/model/errors.ts';
import type { ReadRow } from '../../schema/model/record.ts';
import { bodyEmpty, formMismatch } from './body-faults.ts';
import { type ColumnHeader, readColumnHeader } from './column-header.ts';
import { type CsvRecord, createCsvAssembler } from './csv-records.ts';
import { type DecodedLines, decodeLines } from './decode-lines.ts';
import type { Body } from './open-body.ts';
import type { OnColumns, ReadLimits, RowBlocks } from './reading.ts';
import { faultRow } from './row-faults.ts';
import { sniffBody } from './sniff-body.ts';

type CsvForm = Extract<FeedForm, { type: 'csv' }>;

/**
 * Reads CSV: LF or CRLF as they come, blank lines skipped, the first record is the header. A row whose extra
 * cells are all empty is taken; any other difference in the number of columns is CSV_COLUMN_COUNT.
 * @throws HubError COLUMN_MISSING, HEADER_DUPLICATE, HEADER_BROKEN, CHARSET_MISMATCH, BODY_EMPTY
 */
export async function* readCsv(body: Body, form: CsvForm, limits: ReadLimits, onColumns: OnColumns): RowBlocks {
  const look = sniffBody(body.head);
  const assembler = createCsvAssembler(form.delimiter, limits.maxRowBytes);
  let header: ColumnHeader | null = null;

  const takeRecords = (records: readonly CsvRecord[]): readonly ReadRow[] => {
    let rows = records;
    if (header === null) {
      const first = records[0];
      if (first === undefined) return [];
      if ('rule' in first) {
        throw look === 'text' ? headerBroken(first.rowNumber, first.rule.rule) : formMismatch('csv', look);
      }
      header = readColumnHeader(first.cells, limits.requiredColumns, form.type, look);
      assembler.expectColumns(header.width);
      onColumns(header.columns);
      rows = records.slice(1);
    }
    const { columns, width } = header;
    return rows.flatMap((record) => toRow(record, columns, width, form.delimiter) ?? []);
  };

  for await (const lines of decodeLines(body.chunks(), form.charset, limits.maxRowBytes)) {
    let at = 0;
    // One line at a time up to the header: the lines after it are judged by its number of columns.
    for (; header === null && at < lines.lines.length; at += 1) takeRecords(assembler.take(slice(lines, at, at + 1)));
    const rows = takeRecords(assembler.take(slice(lines, at, lines.lines.length)));
    if (rows.length > 0) yield rows;
  }
  const rows = takeRecords(assembler.end());
  if (rows.length > 0) yield rows;
  if (header === null) throw bodyEmpty();
}

function slice({ firstLine, lines }: DecodedLines, from: number, to: number): DecodedLines {
  return { firstLine: firstLine + from, lines: from === 0 && to === lines.length ? lines : lines.slice(from, to) };
}

function headerBroken(line: number, rule: string) {
  return invalid(
    'HEADER_BROKEN',
    `the header (line ${line}) cannot be read: ${rule}; mend it and send the body again`,
    {
      line,
      rule,
    },
  );
}

/** Null where only marks of a return file are left: a row that was returned unparsed and not mended. */
function toRow(record: CsvRecord, columns: readonly string[], width: number, delimiter: string): ReadRow | null {
  if ('rule' in record) return faultRow(record.rowNumber, record.rule, record.excerpt);
  const { rowNumber, cells } = record;
  if (cells.length < width || hasText(cells, width)) {
    const rule = { rule: 'CSV_COLUMN_COUNT', expected: width, found: cells.length } as const;
    return faultRow(rowNumber, rule, cells.join(delimiter));
  }
  if (columns.length < width && !hasText(cells.slice(0, columns.length), 0)) return null;
  const named: Record<string, string> = {};
  for (const [i, column] of columns.entries()) named[column] = cells[i] ?? '';
  return { rowNumber, cells: named };
}

function hasText(cells: readonly string[], from: number): boolean {
  for (let i = from; i < cells.length; i += 1) if (cells[i] !== '') return true;
  return false;
}
