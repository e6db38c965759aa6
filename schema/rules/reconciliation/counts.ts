import type { Counts } from '../../model/reconciliation.ts';

/** Key by key; the keys in the order of their text, so that equal sums are equal bytes. */
export function addCounts(a: Counts, b: Counts): Counts {
  return mergeRecords(a, b, (x, y) => x + y);
}

export const sumCounts = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** The union of two records; where both have a key, `merge` decides. Sorted by key. */
export function mergeRecords<Value>(
  a: Readonly<Record<string, Value>>,
  b: Readonly<Record<string, Value>>,
  merge: (x: Value, y: Value) => Value,
): Readonly<Record<string, Value>> {
  const merged = new Map(Object.entries(a));
  for (const [key, value] of Object.entries(b)) {
    const known = merged.get(key);
    merged.set(key, known === undefined ? value : merge(known, value));
  }
  return Object.fromEntries([...merged].sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0)));
}
