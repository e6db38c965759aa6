import { createCsvRecordParser } from './csv-record.ts';
import type { BrokenLine, DecodedLines } from './decode-lines.ts';
import type { ReadRule } from './row-faults.ts';

/** One CSV record: `rowNumber` is the physical line of its first character. Blank lines are no records. */
export type CsvRecord =
  | { readonly rowNumber: number; readonly cells: readonly string[] }
  | { readonly rowNumber: number; readonly rule: ReadRule; readonly excerpt: string };

interface Line {
  readonly number: number;
  readonly content: string | BrokenLine;
}

/**
 * Joins physical lines to records. When a record of several lines turns out broken (a stray quotation mark, no
 * end within `maxRowBytes`, the wrong number of columns), only its first line is at fault: the lines after it
 * are read again on their own. So one stray mark costs one row, and never the rows that it seemed to enclose.
 * The lines held for that are bounded by `maxRowBytes`; every line is read at most twice, because a line that
 * leaves a mark open also closes one that was left open before it.
 */
export function createCsvAssembler(delimiter: string, maxRowBytes: number) {
  const parser = createCsvRecordParser(delimiter);
  let pending: Line[] = [];
  let pendingLength = 0;
  let expectedColumns: number | null = null;

  const isOddlyShaped = (cells: readonly string[]): boolean =>
    pending.length > 0 && expectedColumns !== null && cells.length !== expectedColumns;

  /** Faults the line that opened the record and gives back the lines to be read again. */
  const giveUp = (records: CsvRecord[], last: readonly Line[]): readonly Line[] => {
    const [first, ...again] = [...pending, ...last];
    pending = [];
    pendingLength = 0;
    if (first !== undefined) records.push(faultLine(first, { rule: 'CSV_QUOTE' }));
    return again;
  };

  const takeLine = (records: CsvRecord[], line: Line): readonly Line[] => {
    const { content, number } = line;
    if (typeof content !== 'string') {
      if (pending.length > 0) {
        parser.reset();
        return giveUp(records, [line]);
      }
      records.push({ rowNumber: number, ...content });
      return [];
    }
    const step = parser.take(content);
    if (step.state === 'open') {
      pending.push(line);
      pendingLength += content.length + 1;
      if (pendingLength <= maxRowBytes) return [];
      parser.reset();
      return giveUp(records, []);
    }
    if (step.state === 'broken' || isOddlyShaped(step.cells)) return giveUp(records, [line]);
    const rowNumber = pending[0]?.number ?? number;
    pending = [];
    pendingLength = 0;
    if (step.cells.some((cell) => cell !== '')) records.push({ rowNumber, cells: step.cells });
    return [];
  };

  const takeAll = (records: CsvRecord[], lines: readonly Line[]): void => {
    // A stack, so that lines to be read again come before the rest.
    const stack = [{ lines, at: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const line = top.lines[top.at];
      top.at += 1;
      if (line === undefined) {
        stack.pop();
        continue;
      }
      const again = takeLine(records, line);
      if (again.length > 0) stack.push({ lines: again, at: 0 });
    }
  };

  return {
    take({ firstLine, lines }: DecodedLines): readonly CsvRecord[] {
      const records: CsvRecord[] = [];
      takeAll(
        records,
        lines.map((content, i) => ({ number: firstLine + i, content })),
      );
      return records;
    },
    /** At the end of the body: an open record is broken. */
    end(): readonly CsvRecord[] {
      const records: CsvRecord[] = [];
      while (pending.length > 0) {
        parser.reset();
        takeAll(records, giveUp(records, []));
      }
      return records;
    },
    /** Known from the header on. */
    expectColumns(count: number): void {
      expectedColumns = count;
    },
  };
}

function faultLine(line: Line, rule: ReadRule): CsvRecord {
  const { content, number } = line;
  return typeof content === 'string'
    ? { rowNumber: number, rule, excerpt: content.endsWith('\r') ? content.slice(0, -1) : content }
    : { rowNumber: number, ...content };
}
