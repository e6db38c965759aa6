/** A JSON value as its bytes, or only its beginning when it was longer than allowed. */
export type ScannedValue =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-long'; readonly head: Buffer };

/**
 * Finds where one JSON value ends, over any number of chunks, without understanding it: brackets and strings
 * only. JSON.parse then judges the value, so a broken value costs itself and not its neighbours. Bytes of
 * UTF-8 characters are never mistaken for brackets or quotation marks. More than `maxBytes` are not kept.
 */
export interface JsonValueScanner {
  /** Goes on from `at`; gives the position after the value, or null when the value goes on in the next chunk. */
  feed(chunk: Buffer, at: number): number | null;
  /** The value that ended; the scanner is ready for the next one. */
  take(): ScannedValue;
}

const headBytes = 2048;
const quote = 0x22;
const backslash = 0x5c;

const isOpening = (byte: number): boolean => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number): boolean => byte === 0x7d || byte === 0x5d;
export const isJsonSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

export function createJsonValueScanner(maxBytes: number): JsonValueScanner {
  let parts: Buffer[] = [];
  let size = 0;
  let depth = 0;
  let kind: 'unknown' | 'container' | 'string' | 'scalar' = 'unknown';
  let inString = false;
  let escaped = false;

  const keep = (bytes: Buffer): void => {
    size += bytes.length;
    if (size <= maxBytes) parts.push(bytes);
    else parts = [Buffer.from(Buffer.concat([...parts, bytes]).subarray(0, headBytes))];
  };

  /** Position after the closing quotation mark, or the chunk's end. */
  const skipString = (chunk: Buffer, from: number): number => {
    let i = from;
    for (; i < chunk.length; i += 1) {
      if (escaped) escaped = false;
      else if (chunk[i] === backslash) escaped = true;
      else if (chunk[i] === quote) {
        inString = false;
        return i + 1;
      }
    }
    return i;
  };

  const findEnd = (chunk: Buffer, from: number): number | null => {
    let i = from;
    while (i < chunk.length) {
      if (inString) {
        i = skipString(chunk, i);
        if (!inString && kind === 'string') return i;
        continue;
      }
      const byte = chunk[i] ?? 0;
      if (byte === quote) inString = true;
      else if (isOpening(byte)) depth += 1;
      else if (isClosing(byte)) {
        depth -= 1;
        if (depth === 0) return i + 1;
      }
      i += 1;
    }
    return null;
  };

  const findScalarEnd = (chunk: Buffer, from: number): number | null => {
    for (let i = from; i < chunk.length; i += 1) {
      const byte = chunk[i] ?? 0;
      if (byte === 0x2c || isClosing(byte) || isJsonSpace(byte)) return i;
    }
    return null;
  };

  return {
    feed(chunk, at) {
      if (kind === 'unknown') {
        const first = chunk[at] ?? 0;
        kind = isOpening(first) ? 'container' : first === quote ? 'string' : 'scalar';
      }
      const end = kind === 'scalar' ? findScalarEnd(chunk, at) : findEnd(chunk, at);
      keep(chunk.subarray(at, end ?? chunk.length));
      return end;
    },
    take() {
      const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
      const value: ScannedValue = size <= maxBytes ? { kind: 'whole', bytes } : { kind: 'too-long', head: bytes };
      parts = [];
      size = 0;
      depth = 0;
      kind = 'unknown';
      return value;
    },
  };
}
