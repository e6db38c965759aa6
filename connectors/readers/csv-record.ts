/**
 * Splits CSV records by RFC 4180, one physical line at a time, so that whoever feeds it knows at which line a
 * quotation mark was left open and can start again there. Strict as the RFC: a quotation mark inside an
 * unquoted value, or text after a closing one, is broken.
 */
export interface CsvRecordParser {
  /**
   * Takes one physical line without its LF. `open`: the record goes on in the next line. `broken`: forget
   * everything since the record began. After `done` and `broken` the next line begins a new record.
   */
  take(line: string): CsvStep;
  /** Forgets an open record. */
  reset(): void;
}

type CsvStep =
  | { readonly state: 'done'; readonly cells: readonly string[] }
  | { readonly state: 'open' }
  | { readonly state: 'broken' };

const open: CsvStep = { state: 'open' };
const broken: CsvStep = { state: 'broken' };

export function createCsvRecordParser(delimiter: string): CsvRecordParser {
  let cells: string[] = [];
  /** What an open quoted value holds so far; null outside one. */
  let quoted: string | null = null;

  const reset = (): void => {
    cells = [];
    quoted = null;
  };

  const fail = (): CsvStep => {
    reset();
    return broken;
  };

  /** An unquoted value from `at`; gives where the next value begins, or how the record ends. */
  const takePlain = (line: string, at: number): number | CsvStep => {
    const end = line.indexOf(delimiter, at);
    const cell = end === -1 ? withoutReturn(line.slice(at)) : line.slice(at, end);
    if (cell.includes('"')) return fail();
    cells.push(cell);
    return end === -1 ? { state: 'done', cells } : end + delimiter.length;
  };

  /** The inside of a quoted value from `at`, likewise. */
  const takeQuoted = (line: string, start: number, before: string): number | CsvStep => {
    let value = before;
    let at = start;
    let close = line.indexOf('"', at);
    while (close !== -1 && line[close + 1] === '"') {
      value += line.slice(at, close + 1);
      at = close + 2;
      close = line.indexOf('"', at);
    }
    if (close === -1) {
      quoted = `${value}${line.slice(at)}\n`;
      return open;
    }
    cells.push(value + line.slice(at, close));
    quoted = null;
    const next = close + 1;
    if (next === line.length || (next === line.length - 1 && line.endsWith('\r'))) return { state: 'done', cells };
    return line.startsWith(delimiter, next) ? next + delimiter.length : fail();
  };

  return {
    reset,
    take(line) {
      if (quoted === null) {
        if (!line.includes('"')) return { state: 'done', cells: withoutReturn(line).split(delimiter) };
        cells = [];
      }
      let next: number | CsvStep = quoted === null ? 0 : takeQuoted(line, 0, quoted);
      while (typeof next === 'number') {
        next = line[next] === '"' ? takeQuoted(line, next + 1, '') : takePlain(line, next);
      }
      return next;
    },
  };
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
