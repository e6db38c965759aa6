import type { Parts } from '../../schema/rules/resolution/level-test.ts';
import type { Column } from './columns.ts';

/** The level of two records by their place in the columns; each pair of distinct values is compared once, or seldom more. */
export type LevelTable = (i: number, j: number) => number;

const unknown = 255;
const denseEntries = 1 << 22;
const cacheSlots = 1 << 18;

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
      const level = levels[place] ?? unknown;
      return level === unknown ? (levels[place] = compute(a, b)) : level;
    };
  }
  const own = new Uint8Array(count).fill(unknown);
  const pairs = new Float64Array(cacheSlots).fill(-1);
  const levels = new Uint8Array(cacheSlots);
  return (i, j) => {
    const [a, b] = [codes[i] ?? 0, codes[j] ?? 0];
    if (a === b) {
      const level = own[a] ?? unknown;
      return level === unknown ? (own[a] = compute(a, a)) : level;
    }
    const [low, high] = a < b ? [a, b] : [b, a];
    const pair = low * count + high;
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 14;
    if (pairs[slot] === pair) return levels[slot] ?? 0;
    pairs[slot] = pair;
    return (levels[slot] = compute(low, high));
  };
}
