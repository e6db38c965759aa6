/** Gives every distinct text a small number, in order of first appearance. */
export interface Interner {
  readonly size: number;
  codeOf(text: string): number;
}

/** V8's Map ends at 2^24 entries; sixteen of them hold every key of 100 M records' columns. */
const shardCount = 16;

export function createInterner(): Interner {
  const shards = Array.from({ length: shardCount }, () => new Map<string, number>());
  let size = 0;
  return {
    get size() {
      return size;
    },
    codeOf(text) {
      const shard = shards[shardOf(text)];
      const known = shard?.get(text);
      if (known !== undefined) return known;
      shard?.set(text, size);
      return size++;
    },
  };
}

function shardOf(text: string): number {
  const length = text.length;
  return (text.charCodeAt(length >> 1) ^ text.charCodeAt(length - 1) ^ length) & (shardCount - 1);
}
