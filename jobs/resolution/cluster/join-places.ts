/** Which places belong together. The lowest of them stands for all, so a group is known by its first record. */
export interface JoinedPlaces {
  join(x: number, y: number): void;
  firstOf(place: number): number;
}

/** Union–find with path halving over places 0 … size − 1. */
export function createJoinedPlaces(size: number): JoinedPlaces {
  const parents = new Int32Array(size);
  for (let place = 0; place < size; place++) parents[place] = place;
  const firstOf = (place: number): number => {
    let root = place;
    while (parents[root] !== root) {
      const up = parents[parents[root] ?? 0] ?? 0;
      parents[root] = up;
      root = up;
    }
    return root;
  };
  return {
    firstOf,
    join: (x, y) => {
      const [p, q] = [firstOf(x), firstOf(y)];
      if (p < q) parents[q] = p;
      else parents[p] = q;
    },
  };
}
