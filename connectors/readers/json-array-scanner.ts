import { jsonBroken } from './body-faults.ts';
import { createJsonValueScanner, isJsonSpace, type ScannedValue } from './json-value-scanner.ts';

const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * Cuts the items out of one JSON array, over any number of chunks.
 * @throws HubError JSON_BROKEN where the text between two items is no JSON: what follows cannot be trusted
 */
export function createJsonArrayScanner(maxItemBytes: number) {
  const value = createJsonValueScanner(maxItemBytes);
  let state: 'before' | 'first' | 'item' | 'after' | 'next' | 'done' = 'before';
  let count = 0;

  /** What one byte outside an item means; true when an item begins with it. */
  const step = (byte: number, offset: number): boolean => {
    if (state === 'before' && byte === openBracket) {
      state = 'first';
      return false;
    }
    if ((state === 'first' || state === 'after') && byte === closeBracket) {
      state = 'done';
      return false;
    }
    if (state === 'after' && byte === comma) {
      state = 'next';
      return false;
    }
    if ((state === 'first' || state === 'next') && byte !== comma && byte !== closeBracket) {
      state = 'item';
      return true;
    }
    throw jsonBroken(state === 'before' ? 'an array was expected' : 'no comma or closing bracket', offset, count);
  };

  return {
    /** Reads from `at`, adds ended items to `items`; gives the position after the array or the chunk's end. */
    feed(chunk: Buffer, at: number, chunkOffset: number, items: ScannedValue[]): number {
      let i = at;
      while (i < chunk.length && state !== 'done') {
        if (state !== 'item') {
          const byte = chunk[i] ?? 0;
          if (isJsonSpace(byte) || !step(byte, chunkOffset + i)) {
            i += 1;
            continue;
          }
        }
        const end = value.feed(chunk, i);
        if (end === null) return chunk.length;
        items.push(value.take());
        count += 1;
        state = 'after';
        i = end;
      }
      return i;
    },
    isDone: (): boolean => state === 'done',
    count: (): number => count,
  };
}
