import type { Random } from './random.ts';

/** Mixes the order of a long sequence with little memory: what goes in comes out among the next few thousand. */
export interface ShuffleBuffer<T> {
  /** Gives the item that had to make room, if any. */
  push(item: T): T | null;
  rest(): readonly T[];
}

export function createShuffleBuffer<T>(random: Random, capacity: number): ShuffleBuffer<T> {
  const items: T[] = [];
  const take = (): T | null => {
    const at = random.int(items.length);
    const taken = items[at];
    const last = items.pop();
    if (last !== undefined && at < items.length) items[at] = last;
    return taken ?? null;
  };
  return {
    push: (item) => {
      items.push(item);
      return items.length > capacity ? take() : null;
    },
    rest: () => {
      const out: T[] = [];
      while (items.length > 0) {
        const item = take();
        if (item !== null) out.push(item);
      }
      return out;
    },
  };
}
