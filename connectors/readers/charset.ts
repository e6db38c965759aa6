import { isAscii, isUtf8 } from 'node:buffer';
import type { Charset } from '../../schema/model/contract.ts';

/** How each declared charset is decoded: GB18030 contains GBK, and departments that say GBK send its rare characters. */
const labels: Readonly<Record<Charset, string>> = { 'utf-8': 'utf-8', gbk: 'gb18030', gb18030: 'gb18030' };

/** Decodes whole lines; null where the bytes are not of that charset. A mark at the very start is the caller's to skip. */
export function decodeStrictly(bytes: Uint8Array, charset: Charset): string | null {
  try {
    return new TextDecoder(labels[charset], { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** For excerpts only: what cannot be decoded becomes U+FFFD. */
export function decodeLoosely(bytes: Uint8Array, charset: Charset): string {
  return new TextDecoder(labels[charset], { ignoreBOM: true }).decode(bytes);
}

/**
 * Position of the first character that cannot be decoded: where the last good one ended. One byte at a time,
 * which is fast enough for one line.
 */
export function findBrokenByte(bytes: Uint8Array, charset: Charset): number {
  const decoder = new TextDecoder(labels[charset], { fatal: true });
  let good = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    try {
      if (decoder.decode(bytes.subarray(i, i + 1), { stream: true }) !== '') good = i + 1;
    } catch {
      break;
    }
  }
  return good;
}

/**
 * True where bytes declared GB18030 are in truth UTF-8. GB18030 accepts most UTF-8 as nonsense, so failing to
 * decode is no test; but Chinese text in GB18030 that happens to be valid UTF-8 reads as Latin, Greek and
 * Arabic letters, hardly ever as Chinese.
 */
export function looksLikeChineseUtf8(bytes: Uint8Array): boolean {
  if (isAscii(bytes) || !isUtf8(bytes)) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let foreign = 0;
  let chinese = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    if (code >= 0x2010) chinese += 1;
    else foreign += 1;
  }
  return chinese >= 2 && chinese >= 9 * foreign;
}

/**
 * True where bytes that should be UTF-8 are GB18030: read as UTF-8 there is more damage than Chinese, and read
 * as GB18030 none. The end may be cut inside a character.
 */
export function looksLikeGb18030(bytes: Uint8Array): boolean {
  let damaged = 0;
  let chinese = 0;
  for (const character of decodeLoosely(bytes, 'utf-8')) {
    if (character === '\uFFFD') damaged += 1;
    else if (character >= '\u2E80') chinese += 1;
  }
  const isWhole = [0, 1, 2, 3].some((cut) => decodeStrictly(bytes.subarray(0, bytes.length - cut), 'gb18030') !== null);
  return damaged > chinese && isWhole;
}
