import type { FrameComponents } from '../resolution/cluster/connected-components.ts';
import { createJoinedPlaces } from '../resolution/cluster/join-places.ts';

/**
 * Places in groups that can be settled one after the other: whole components, and together with a record every other
 * that was of the same entity before, because who keeps an entity's id is decided among all of its records.
 */
export interface Families {
  readonly count: number;
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** @param fellows pairs of places that were of one entity */
export function groupFamilies(
  size: number,
  components: FrameComponents,
  fellows: readonly (readonly [number, number])[],
): Families {
  const { join, firstOf } = createJoinedPlaces(size);
  for (let component = 0; component < components.count; component++) {
    const first = components.members[components.starts[component] ?? 0] ?? 0;
    for (let at = components.starts[component] ?? 0; at < (components.starts[component + 1] ?? 0); at++) {
      join(first, components.members[at] ?? 0);
    }
  }
  for (const [x, y] of fellows) join(x, y);
  return sortByRoot(size, firstOf);
}

function sortByRoot(size: number, rootOf: (place: number) => number): Families {
  const familyOf = new Int32Array(size).fill(-1);
  let count = 0;
  for (let place = 0; place < size; place++) {
    const root = rootOf(place);
    if (root === place) familyOf[place] = count++;
    else familyOf[place] = familyOf[root] ?? 0;
  }
  const starts = new Int32Array(count + 1);
  for (const family of familyOf) starts[family + 1] = (starts[family + 1] ?? 0) + 1;
  for (let family = 0; family < count; family++) starts[family + 1] = (starts[family + 1] ?? 0) + (starts[family] ?? 0);
  const next = starts.slice();
  const places = new Int32Array(size);
  familyOf.forEach((family, place) => {
    const at = next[family] ?? 0;
    places[at] = place;
    next[family] = at + 1;
  });
  return { count, starts, places };
}

/** Stretches of families of about so many places each. */
export function splitFamilies(
  { count, starts }: Families,
  placesPerSlice: number,
): readonly (readonly [number, number])[] {
  const slices: [number, number][] = [];
  let from = 0;
  for (let family = 1; family <= count; family++) {
    const held = (starts[family] ?? 0) - (starts[from] ?? 0);
    if (held < placesPerSlice && family < count) continue;
    slices.push([from, family]);
    from = family;
  }
  return slices;
}
