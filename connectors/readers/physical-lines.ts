/** Whole physical lines as bytes, split at LF; the last newline is not included. `offset` counts body bytes. */
export interface LineBlock {
  readonly kind: 'lines';
  readonly offset: number;
  readonly bytes: Buffer;
}

/** One physical line longer than the limit: only its beginning was kept. */
export interface LongLine {
  readonly kind: 'long';
  readonly offset: number;
  readonly head: Buffer;
}

const headBytes = 2048;
const newline = Buffer.from('\n');

/**
 * Cuts a body into blocks of whole lines. Splitting at the byte LF is safe in UTF-8, GBK and GB18030: none uses
 * it inside a longer character. At most `maxLineBytes` plus one chunk are held, however long a line is.
 */
export async function* physicalLines(
  chunks: AsyncIterable<Buffer>,
  maxLineBytes: number,
): AsyncGenerator<LineBlock | LongLine, void, undefined> {
  let carry: Buffer[] = [];
  let carried = 0;
  let offset = 0;
  let longHead: Buffer | null = null;
  /** The last block waits for what follows: a last line without LF belongs with it, not alone. */
  let waiting: LineBlock | null = null;

  for await (const chunk of chunks) {
    let rest = chunk;
    if (longHead !== null) {
      const end = rest.indexOf(0x0a);
      if (end === -1) {
        carried += rest.length;
        continue;
      }
      if (waiting !== null) yield* separateLongLines(waiting, maxLineBytes);
      waiting = null;
      yield { kind: 'long', offset, head: longHead };
      offset += carried + end + 1;
      longHead = null;
      carried = 0;
      rest = rest.subarray(end + 1);
    }
    const last = rest.lastIndexOf(0x0a);
    if (last !== -1) {
      const bytes = Buffer.concat([...carry, rest.subarray(0, last)]);
      if (waiting !== null) yield* separateLongLines(waiting, maxLineBytes);
      waiting = { kind: 'lines', offset, bytes };
      offset += bytes.length + 1;
      carry = [];
      carried = 0;
    }
    const tail = rest.subarray(last + 1);
    if (tail.length > 0) carry.push(tail);
    carried += tail.length;
    if (carried > maxLineBytes) {
      longHead = Buffer.from(Buffer.concat(carry).subarray(0, headBytes));
      carry = [];
    }
  }
  const last = longHead === null && carried > 0 ? [Buffer.concat(carry)] : [];
  if (waiting !== null) {
    const bytes = Buffer.concat([waiting.bytes, ...last.flatMap((line) => [newline, line])]);
    yield* separateLongLines({ ...waiting, bytes }, maxLineBytes);
  } else if (last[0] !== undefined) yield* separateLongLines({ kind: 'lines', offset, bytes: last[0] }, maxLineBytes);
  if (longHead !== null) yield { kind: 'long', offset, head: longHead };
}

/** Long lines are told apart here too, so that the outcome never depends on where chunks were cut. */
function* separateLongLines(block: LineBlock, maxLineBytes: number): Generator<LineBlock | LongLine, void, undefined> {
  if (block.bytes.length <= maxLineBytes) {
    yield block;
    return;
  }
  const { bytes, offset } = block;
  let blockStart = 0;
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found;
    if (end - start > maxLineBytes) {
      if (start > blockStart) {
        yield { kind: 'lines', offset: offset + blockStart, bytes: bytes.subarray(blockStart, start - 1) };
      }
      yield { kind: 'long', offset: offset + start, head: Buffer.from(bytes.subarray(start, start + headBytes)) };
      blockStart = end + 1;
    }
    start = end + 1;
  }
  if (blockStart <= bytes.length) {
    yield { kind: 'lines', offset: offset + blockStart, bytes: bytes.subarray(blockStart) };
  }
}
