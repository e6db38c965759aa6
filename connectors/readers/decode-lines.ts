import { isAscii } from 'node:buffer';
import type { Charset } from '../../schema/model/contract.ts';
import { charsetMismatch } from './body-faults.ts';
import { decodeLoosely, decodeStrictly, findBrokenByte, looksLikeChineseUtf8 } from './charset.ts';
import { type LineBlock, physicalLines } from './physical-lines.ts';
import { maxExcerptLength, type ReadRule } from './row-faults.ts';
import { skipUtf8Mark } from './sniff-body.ts';

/** A physical line that is no text, and why. */
export interface BrokenLine {
  readonly rule: ReadRule;
  readonly excerpt: string;
}

/** Consecutive physical lines; `firstLine` counts from 1. A line keeps the CR before its LF. */
export interface DecodedLines {
  readonly firstLine: number;
  readonly lines: readonly (string | BrokenLine)[];
}

/**
 * Decodes a body line by line. A block of about a thousand lines is decoded at once; only a block that fails is
 * decoded line by line, so that one broken byte costs one row. The whole body is refused when it looks like
 * another charset: the first line cannot be decoded, or most lines of a block cannot but would in the other one.
 * @throws HubError CHARSET_MISMATCH
 */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  charset: Charset,
  maxLineBytes: number,
): AsyncGenerator<DecodedLines, void, undefined> {
  let firstLine = 1;
  for await (const piece of physicalLines(chunks, maxLineBytes)) {
    const lines =
      piece.kind === 'long' ? [longLine(piece.head, charset, maxLineBytes)] : decode(piece, charset, firstLine);
    yield { firstLine, lines };
    firstLine += lines.length;
  }
}

function longLine(head: Buffer, charset: Charset, limitBytes: number): BrokenLine {
  return {
    rule: { rule: 'ROW_TOO_LONG', limitBytes },
    excerpt: decodeLoosely(head, charset).slice(0, maxExcerptLength),
  };
}

function decode(block: LineBlock, charset: Charset, firstLine: number): readonly (string | BrokenLine)[] {
  const isStart = firstLine === 1;
  const bytes = isStart ? skipUtf8Mark(block.bytes) : block.bytes;
  if (charset !== 'utf-8' && (bytes !== block.bytes || looksLikeChineseUtf8(bytes))) {
    const line = firstNonAsciiLine(bytes);
    throw charsetMismatch(charset, 'utf-8', { offset: block.offset + line.offset, line: firstLine + line.index });
  }
  const text = decodeStrictly(bytes, charset);
  if (text !== null && !text.includes('\0')) return text.split('\n');
  const offset = block.offset + block.bytes.length - bytes.length;
  return decodeEach({ kind: 'lines', offset, bytes }, charset, firstLine);
}

function decodeEach(block: LineBlock, charset: Charset, firstLine: number): readonly (string | BrokenLine)[] {
  const lines: (string | BrokenLine)[] = [];
  const suspicion = {
    nonAscii: 0,
    broken: 0,
    otherwise: 0,
    firstBroken: null as null | { offset: number; line: number },
  };
  const other: Charset = charset === 'utf-8' ? 'gb18030' : 'utf-8';
  for (let start = 0; start <= block.bytes.length; ) {
    const found = block.bytes.indexOf(0x0a, start);
    const end = found === -1 ? block.bytes.length : found;
    const bytes = block.bytes.subarray(start, end);
    const text = decodeStrictly(bytes, charset);
    if (!isAscii(bytes)) suspicion.nonAscii += 1;
    if (text === null) {
      const offset = block.offset + start + findBrokenByte(bytes, charset);
      suspicion.broken += 1;
      if (decodeStrictly(bytes, other) !== null) suspicion.otherwise += 1;
      suspicion.firstBroken ??= { offset, line: firstLine + lines.length };
      const excerpt = decodeLoosely(bytes.subarray(0, 2048), charset).slice(0, maxExcerptLength);
      lines.push({ rule: { rule: 'BYTES_INVALID', charset, offset }, excerpt });
    } else if (text.includes('\0')) {
      lines.push({ rule: { rule: 'VALUE_UNSTORABLE' }, excerpt: text.slice(0, maxExcerptLength) });
    } else {
      lines.push(text);
    }
    start = end + 1;
  }
  const { firstBroken } = suspicion;
  const looksOther = suspicion.broken * 2 > suspicion.nonAscii && suspicion.otherwise * 2 > suspicion.broken;
  if (firstBroken !== null && (looksOther || firstBroken.line === 1)) {
    const looksLike = suspicion.otherwise * 2 > suspicion.broken ? other : 'damaged text in no known charset';
    throw charsetMismatch(charset, looksLike, firstBroken);
  }
  return lines;
}

function firstNonAsciiLine(bytes: Buffer): { index: number; offset: number } {
  const at = bytes.findIndex((byte) => byte >= 0x80);
  let index = 0;
  for (let i = bytes.indexOf(0x0a); i !== -1 && i < at; i = bytes.indexOf(0x0a, i + 1)) index += 1;
  return { index, offset: Math.max(at, 0) };
}
