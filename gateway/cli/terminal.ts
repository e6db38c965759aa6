import type { Writable } from 'node:stream';

/** Where a command speaks: results on stdout, progress and remarks on stderr, so that a pipe holds only results. */
export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** The result as one JSON document. */
  printJson(value: unknown): void;
  /** A remark for the person who waits; silent under --json. */
  remark(line: string): void;
  /** A step with a known or unknown end: a bar on a terminal, one plain line at its end in a pipe. */
  startProgress(label: string): Progress;
}

export interface Progress {
  /** `total` null = the end is not known. `phase`: which part of the step it is at. */
  update(done: number, total: number | null, phase?: string): void;
  finish(outcome: string): void;
}

export interface TerminalOptions {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Results are JSON: no remarks, no progress. */
  readonly json: boolean;
}

const barWidth = 24;
const redrawMs = 80;

export function createTerminal({ stdout, stderr, json }: TerminalOptions): Terminal {
  const isTerminal = stderr.isTTY === true && !json;
  const remark = (line: string): void => {
    if (!json) stderr.write(`${line}\n`);
  };
  return {
    print: (line) => void stdout.write(`${line}\n`),
    printJson: (value) => void stdout.write(`${JSON.stringify(value, showBigints, 2)}\n`),
    remark,
    startProgress: (label) => {
      let drawnAt = 0;
      const draw = (text: string) => stderr.write(`\r\u001b[2K${truncate(text, stderr.columns ?? 100)}`);
      if (isTerminal) draw(`${label} …`);
      return {
        update: (done, total, phase) => {
          if (!isTerminal || Date.now() - drawnAt < redrawMs) return;
          drawnAt = Date.now();
          draw(
            `${label}${phase === undefined ? '' : `: ${phase}`} ${total === null ? done.toLocaleString('en') : formatBar(done, total)}`,
          );
        },
        finish: (outcome) => {
          if (isTerminal) stderr.write('\r\u001b[2K');
          remark(`${label} ${outcome}`);
        },
      };
    },
  };
}

/** A chain position may pass 2^53, which JSON's numbers do not hold: as text, as everywhere. */
const showBigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** `██████──────  50% 6,000/12,000` */
export function formatBar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * barWidth);
  const bar = '█'.repeat(filled) + '─'.repeat(barWidth - filled);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)}% ${done.toLocaleString('en')}/${total.toLocaleString('en')}`;
}

/** Lines up cells in columns; a cell that is a number stands right. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)));
  const widths = header.map((title, i) =>
    Math.max(displayWidth(title), ...texts.map((row) => displayWidth(row[i] ?? ''))),
  );
  const isNumber = header.map((_, i) => rows.every((row) => typeof row[i] === 'number'));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => {
        const gap = ' '.repeat((widths[i] ?? 0) - displayWidth(cell));
        return isNumber[i] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...texts.map(line)];
}

/** Han characters and full-width forms take two columns of a terminal. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
      character,
    )
      ? 2
      : 1;
  return width;
}

const truncate = (text: string, columns: number): string =>
  text.length > columns - 1 ? text.slice(0, columns - 1) : text;
