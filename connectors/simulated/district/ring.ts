import type { Random } from './random.ts';

/** The last few of a long sequence, to choose from: memory stays the same however long the sequence. */
export interface Ring<T> {
  add(item: T): void;
  any(): T | null;
  find(matches: (item: T) => boolean): T | null;
}

export function createRing<T>(random: Random, capacity: number): Ring<T> {
  const items: T[] = [];
  let added = 0;
  return {
    add: (item) => {
      items[added % capacity] = item;
      added++;
    },
    any: () => (items.length === 0 ? null : random.pick(items)),
    find: (matches) => {
      const from = random.int(Math.max(1, items.length));
      for (let i = 0; i < items.length; i++) {
        const item = items[(from + i) % items.length];
        if (item !== undefined && matches(item)) return item;
      }
      return null;
    },
  };
}
