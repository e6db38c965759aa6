import { isUtf8 } from 'node:buffer';
import { charsetMismatch, jsonBroken } from './body-faults.ts';
import { findBrokenByte, looksLikeGb18030 } from './charset.ts';
import { createJsonArrayScanner } from './json-array-scanner.ts';
import { isJsonSpace, type ScannedValue } from './json-value-scanner.ts';
import { skipUtf8Mark } from './sniff-body.ts';

/**
 * The items of a body that is one JSON array, a list for every chunk.
 * @throws HubError JSON_BROKEN where the array is cut off or something follows it
 */
export async function* jsonArrayItems(
  chunks: AsyncIterable<Buffer>,
  maxItemBytes: number,
): AsyncGenerator<readonly ScannedValue[], void, undefined> {
  const scanner = createJsonArrayScanner(maxItemBytes);
  let offset = 0;
  for await (const chunk of chunks) {
    const items: ScannedValue[] = [];
    const end = scanner.feed(chunk, markLength(chunk, offset), offset, items);
    const extra = chunk.subarray(end).findIndex((byte) => !isJsonSpace(byte));
    if (extra !== -1) throw jsonBroken('text after the end of the array', offset + end + extra, scanner.count());
    offset += chunk.length;
    if (items.length > 0) yield items;
  }
  if (!scanner.isDone()) throw jsonBroken('the array is not closed', offset, scanner.count());
}

/** JSON is UTF-8 (RFC 8259). @throws HubError CHARSET_MISMATCH where the beginning of the body is GB18030 */
export function refuseForeignJson(head: Buffer): void {
  if (isUtf8(head) || !looksLikeGb18030(head)) return;
  const offset = findBrokenByte(head, 'utf-8');
  const line = head.subarray(0, offset).reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1);
  throw charsetMismatch('utf-8 (as JSON must be)', 'gb18030', { offset, line });
}

export function markLength(chunk: Buffer, offset: number): number {
  return offset === 0 ? chunk.length - skipUtf8Mark(chunk).length : 0;
}
