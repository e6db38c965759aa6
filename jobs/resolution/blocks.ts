/** Records grouped by key: members of block b are `members[starts[b]] … members[starts[b + 1] - 1]`. */
export interface Blocks {
  readonly count: number;
  /** Record → block, -1 = none. */
  readonly blockOf: Int32Array;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** 64-bit key of a block as two unsigned halves. */
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/**
 * Groups by 64-bit key: open addressing over typed arrays, then a counting sort, so that every block's size is known
 * before any pair is made.
 * @param keyOf the halves of a record's key, or null where it has none.
 */
export function groupByKey(recordCount: number, keyOf: (record: number) => readonly [number, number] | null): Blocks {
  const capacity = tableSize(recordCount);
  const slots = new Int32Array(capacity).fill(-1);
  const high = new Uint32Array(recordCount);
  const low = new Uint32Array(recordCount);
  const blockOf = new Int32Array(recordCount).fill(-1);
  let count = 0;
  for (let record = 0; record < recordCount; record++) {
    const key = keyOf(record);
    if (key === null) continue;
    const [keyHigh, keyLow] = key;
    let slot = keyLow & (capacity - 1);
    for (;;) {
      const block = slots[slot] ?? -1;
      if (block < 0) {
        slots[slot] = count;
        high[count] = keyHigh;
        low[count] = keyLow;
        blockOf[record] = count++;
        break;
      }
      if (low[block] === keyLow && high[block] === keyHigh) {
        blockOf[record] = block;
        break;
      }
      slot = (slot + 1) & (capacity - 1);
    }
  }
  return { count, blockOf, ...sortByBlock(blockOf, count), high: high.slice(0, count), low: low.slice(0, count) };
}

function sortByBlock(
  blockOf: Int32Array,
  count: number,
): { readonly starts: Int32Array; readonly members: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const block of blockOf) if (block >= 0) starts[block + 1] = (starts[block + 1] ?? 0) + 1;
  for (let block = 0; block < count; block++) starts[block + 1] = (starts[block + 1] ?? 0) + (starts[block] ?? 0);
  const next = starts.slice(0, count);
  const members = new Int32Array(starts[count] ?? 0);
  blockOf.forEach((block, record) => {
    if (block < 0) return;
    const place = next[block] ?? 0;
    members[place] = record;
    next[block] = place + 1;
  });
  return { starts, members };
}

function tableSize(recordCount: number): number {
  let size = 16;
  while (size < recordCount * 2) size *= 2;
  return size;
}
