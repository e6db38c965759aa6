import type { ReadRow } from '../../schema/model/record.ts';
import { formMismatch } from './body-faults.ts';
import { type DecodedLines, decodeLines } from './decode-lines.ts';
import { type JsonRow, type JsonRowOptions, parseJsonText, toReadRow } from './json-row.ts';
import type { Body } from './open-body.ts';
import type { OnColumns, ReadLimits, RowBlocks } from './reading.ts';
import { faultRow } from './row-faults.ts';
import { createSeenColumns } from './seen-columns.ts';
import { sniffBody } from './sniff-body.ts';

/**
 * Reads one JSON object a line; blank lines are skipped, `rowNumber` is the line.
 * @throws HubError FORM_MISMATCH, CHARSET_MISMATCH, COLUMN_MISSING
 */
export async function* readNdjson(body: Body, limits: ReadLimits, onColumns: OnColumns): RowBlocks {
  yield* readObjectLines(body, limits, onColumns, { form: 'ndjson', check: (row) => row });
}

export interface ObjectLineOptions {
  readonly form: 'ndjson' | 'fhir';
  /** What the form asks of an object beyond being one. */
  readonly check: (row: JsonRow) => JsonRow;
}

export async function* readObjectLines(
  body: Body,
  limits: ReadLimits,
  onColumns: OnColumns,
  options: ObjectLineOptions,
): RowBlocks {
  const seen = createSeenColumns(limits.requiredColumns, onColumns);
  const rowOptions: JsonRowOptions = { ...limits, invalidRule: 'JSON_LINE_INVALID' };
  let isFirst = true;
  for await (const block of decodeLines(body.chunks(), 'utf-8', limits.maxRowBytes)) {
    if (isFirst) refuseOtherForm(body.head, block, options.form);
    isFirst = false;
    const rows: ReadRow[] = [];
    for (const [i, line] of block.lines.entries()) {
      const rowNumber = block.firstLine + i;
      if (typeof line !== 'string') rows.push(faultRow(rowNumber, line.rule, line.excerpt));
      else if (line.trim() !== '') {
        const row = parseJsonText(line, rowOptions);
        if (row !== null) rows.push(toReadRow(rowNumber, options.check(row)));
      }
    }
    seen.take(rows);
    if (rows.length > 0) yield rows;
  }
}

/**
 * Not one object among the first lines is another form, not a series of broken rows: an array, a table, or one
 * document written over many lines. A single line that opens an object is taken for a broken row.
 */
function refuseOtherForm(head: Buffer, block: DecodedLines, form: ObjectLineOptions['form']): void {
  const look = sniffBody(head);
  if (look === 'json-array' || look === 'markup') throw formMismatch(form, look);
  const lines = block.lines.filter((line) => typeof line !== 'string' || line.trim() !== '').slice(0, 50);
  const opens = (line: (typeof lines)[number]): boolean =>
    typeof line === 'string' ? line.trimStart().startsWith('{') : line.excerpt.trimStart().startsWith('{');
  if (lines.length > 0 && !lines.some(opens)) throw formMismatch(form, look);
  const first = lines[0];
  if (typeof first === 'string' && first.trim() === '{') {
    throw formMismatch(form, look, 'write each object on one line');
  }
}
