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

export type CsvStep =
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

  return {
    reset,
    take(line) {
      const begins = quoted === null;
      if (begins && !line.includes('"')) {
        return { state: 'done', cells: withoutReturn(line).split(delimiter) };
      }
      if (begins) cells = [];
      let at = 0;
      for (;;) {
        if (quoted === null && line[at] === '"') {
          quoted = '';
          at += 1;
        }
        if (quoted === null) {
          const end = line.indexOf(delimiter, at);
          const cell = end === -1 ? withoutReturn(line.slice(at)) : line.slice(at, end);
          if (cell.includes('"')) return fail();
          cells.push(cell);
          if (end === -1) return { state: 'done', cells };
          at = end + delimiter.length;
          continue;
        }
        const close = line.indexOf('"', at);
        if (close === -1) {
          quoted += `${line.slice(at)}\n`;
          return open;
        }
        if (line[close + 1] === '"') {
          quoted += line.slice(at, close + 1);
          at = close + 2;
          continue;
        }
        cells.push(quoted + line.slice(at, close));
        quoted = null;
        at = close + 1;
        if (at === line.length || (at === line.length - 1 && line.endsWith('\r'))) return { state: 'done', cells };
        if (!line.startsWith(delimiter, at)) return fail();
        at += delimiter.length;
      }
    },
  };
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
