import type { Join } from '../cluster/agglomerate.ts';

/** The joins between two records of one cluster, from the one to the other; empty where they are in two clusters. */
export type JoinPath = (from: number, to: number) => readonly Join[];

/** The joins of a cluster are a tree: between any two of its records there is one way. */
export function createJoinPath(joins: readonly Join[]): JoinPath {
  const around = new Map<number, Join[]>();
  for (const join of joins) {
    for (const end of [join.first, join.second]) around.set(end, [...(around.get(end) ?? []), join]);
  }
  return (from, to) => {
    const reachedBy = new Map<number, Join | null>([[from, null]]);
    const queue = [from];
    for (let next = queue.shift(); next !== undefined && next !== to; next = queue.shift()) {
      for (const join of around.get(next) ?? []) {
        const other = otherEnd(join, next);
        if (reachedBy.has(other)) continue;
        reachedBy.set(other, join);
        queue.push(other);
      }
    }
    const path: Join[] = [];
    let at = to;
    for (let join = reachedBy.get(at); join; join = reachedBy.get(at)) {
      path.unshift(join);
      at = otherEnd(join, at);
    }
    return path;
  };
}

export const otherEnd = (
  { first, second }: { readonly first: number; readonly second: number },
  end: number,
): number => (first === end ? second : first);
