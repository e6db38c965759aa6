import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;
const newline = 10;

/** Lines of a stretch of a file: those that begin at byte `from` or later and before `to`. */
export function readLines(file: string, from: number, to: number, visit: (line: string) => void): void {
  visitChunks(file, from, to, (text) => {
    let start = 0;
    for (let end = text.indexOf('\n', start); end >= 0; end = text.indexOf('\n', start)) {
      visit(text.slice(start, end));
      start = end + 1;
    }
    if (start < text.length) visit(text.slice(start));
  });
}

/** Where a line begins at or after each of the places. */
export function findLineStarts(file: string, places: readonly number[]): readonly number[] {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(64 * 1024);
  try {
    return places.map((place) => {
      if (place === 0) return 0;
      const read = readSync(descriptor, buffer, 0, buffer.length, place - 1);
      const end = buffer.subarray(0, read).indexOf(newline);
      return end < 0 ? place + read : place + end;
    });
  } finally {
    closeSync(descriptor);
  }
}

/** Lines that begin in the stretch. */
export function countLines(file: string, from: number, to: number): number {
  let lines = 0;
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(chunkBytes);
  try {
    for (let place = from; place < to; ) {
      const read = readSync(descriptor, buffer, 0, Math.min(buffer.length, to - place), place);
      if (read === 0) break;
      for (let at = buffer.indexOf(newline); at >= 0 && at < read; at = buffer.indexOf(newline, at + 1)) lines += 1;
      place += read;
    }
  } finally {
    closeSync(descriptor);
  }
  return lines;
}

/** Whole lines in pieces of about a megabyte; `from` and `to` are where lines begin. */
function visitChunks(file: string, from: number, to: number, visit: (text: string) => void): void {
  const descriptor = openSync(file, 'r');
  let rest: Buffer = Buffer.alloc(0);
  try {
    for (let place = from; place < to; ) {
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, to - place));
      const read = readSync(descriptor, buffer, 0, buffer.length, place);
      if (read === 0) break;
      place += read;
      const bytes = Buffer.concat([rest, buffer.subarray(0, read)]);
      const end = bytes.lastIndexOf(newline) + 1;
      visit(bytes.toString('utf8', 0, end));
      rest = bytes.subarray(end);
    }
    if (rest.length > 0) visit(rest.toString('utf8'));
  } finally {
    closeSync(descriptor);
  }
}
