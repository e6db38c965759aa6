import type { Frame } from '../frame/frame.ts';

/** Records in groups, numbered in the order in which the first record of each stands in the frame. */
export interface Groups {
  readonly count: number;
  /** Record → group, -1 = none. */
  readonly groupOf: Int32Array;
}

/**
 * Groups records that state the same in every one of the columns; one that lacks any of them is in no group.
 * @param within only records in a group of these, and only together with others of the same group
 */
export function groupRecords(frame: Frame, offsets: readonly number[], within?: Int32Array): Groups {
  const [only] = offsets;
  return offsets.length === 1 && only !== undefined && !within
    ? groupByCode(frame, only)
    : groupByCombination(frame, offsets, within);
}

const makeGroupOf = (size: number): Int32Array => new Int32Array(new SharedArrayBuffer(size * 4)).fill(-1);

function groupByCode({ cells, layout, size }: Frame, offset: number): Groups {
  const { width } = layout;
  let highest = 0;
  for (let place = offset; place < size * width; place += width) highest = Math.max(highest, cells[place] ?? 0);
  const groupOfCode = new Int32Array(highest + 1).fill(-1);
  const groupOf = makeGroupOf(size);
  let count = 0;
  for (let record = 0, place = offset; record < size; record++, place += width) {
    const code = cells[place] ?? 0;
    if (code === 0) continue;
    let group = groupOfCode[code] ?? -1;
    if (group < 0) {
      group = count++;
      groupOfCode[code] = group;
    }
    groupOf[record] = group;
  }
  return { count, groupOf };
}

/** Open addressing; a group is compared by its first record, so two combinations of one hash stay two groups. */
function groupByCombination({ cells, layout, size }: Frame, offsets: readonly number[], within?: Int32Array): Groups {
  const { width } = layout;
  const capacity = tableSize(size);
  const slots = new Int32Array(capacity);
  const firstOf = new Int32Array(size);
  const groupOf = makeGroupOf(size);
  let count = 0;
  for (let record = 0; record < size; record++) {
    const row = record * width;
    let hash = within ? (within[record] ?? -1) : 0;
    if (hash < 0) continue;
    let complete = true;
    for (const offset of offsets) {
      const code = cells[row + offset] ?? 0;
      if (code === 0) complete = false;
      hash = Math.imul(hash ^ code, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    if (!complete) continue;
    let slot = Math.imul(hash, 0x85ebca6b) & (capacity - 1);
    for (;;) {
      const group = (slots[slot] ?? 0) - 1;
      if (group < 0) {
        firstOf[count] = record;
        slots[slot] = ++count;
        groupOf[record] = count - 1;
        break;
      }
      const first = firstOf[group] ?? 0;
      if (isAlike(first, record)) {
        groupOf[record] = group;
        break;
      }
      slot = (slot + 1) & (capacity - 1);
    }
  }
  return { count, groupOf };

  function isAlike(a: number, b: number): boolean {
    if (within && within[a] !== within[b]) return false;
    for (const offset of offsets) if (cells[a * width + offset] !== cells[b * width + offset]) return false;
    return true;
  }
}

function tableSize(records: number): number {
  let size = 16;
  while (size < records * 2) size *= 2;
  return size;
}
