import type { Parts } from '../../schema/rules/resolution/level-test.ts';
import type { Column } from './columns.ts';

/** The level of two records by their place in the columns; each pair of distinct values is compared once, or seldom more. */
export type LevelTable = (i: number, j: number) => number;

const unknown = 255;
const denseEntries = 1 << 22;
const slotBits = 18;
const cacheSlots = 1 << slotBits;
const slotShift = 32 - slotBits;

/**
 * Small dictionaries get the whole matrix. Large ones get a direct-mapped cache of fixed size: memory does not grow
 * with the number of pairs, and a value overwritten is only computed again.
 */
export function createLevelTable(column: Column, levelOf: (a: Parts, b: Parts) => number): LevelTable {
  const { codes, values } = column;
  const count = values.length;
  const compute = (a: number, b: number): number => levelOf(values[a] ?? {}, values[b] ?? {});
  if (count * count <= denseEntries) {
    const levels = new Uint8Array(count * count).fill(unknown);
    return (i, j) => {
      const [a, b] = [codes[i] ?? 0, codes[j] ?? 0];
      const place = a < b ? a * count + b : b * count + a;
      return recall(levels, place, a, b, compute);
    };
  }
  const own = new Uint8Array(count).fill(unknown);
  const pairs = new Float64Array(cacheSlots).fill(-1);
  const levels = new Uint8Array(cacheSlots);
  return (i, j) => {
    const [a, b] = [codes[i] ?? 0, codes[j] ?? 0];
    if (a === b) return recall(own, a, a, a, compute);
    const [low, high] = a < b ? [a, b] : [b, a];
    const pair = low * count + high;
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> slotShift;
    if (pairs[slot] !== pair) {
      pairs[slot] = pair;
      levels[slot] = unknown;
    }
    return recall(levels, slot, low, high, compute);
  };
}

function recall(
  levels: Uint8Array,
  place: number,
  a: number,
  b: number,
  compute: (a: number, b: number) => number,
): number {
  const known = levels[place] ?? unknown;
  if (known !== unknown) return known;
  const level = compute(a, b);
  levels[place] = level;
  return level;
}
