import type { Edges } from '../edges.ts';
import { createJoinedPlaces } from './join-places.ts';

/** Records that edges connect: component c holds the records `members[starts[c]] …`, ascending, two at least. */
export interface FrameComponents {
  readonly count: number;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** The edges of component c are `edges[edgeStarts[c]] …`, in the order of the edges given. */
  readonly edgeStarts: Int32Array;
  readonly edges: Int32Array;
}

/**
 * Connected components in the order of their first record.
 * @param joined further pairs of records that belong together: what decisions name
 */
export function connectComponents(
  size: number,
  edges: Edges,
  joined: readonly (readonly [number, number])[] = [],
): FrameComponents {
  const { join, firstOf } = createJoinedPlaces(size);
  for (let e = 0; e < edges.count; e++) join(edges.a[e] ?? 0, edges.b[e] ?? 0);
  for (const [x, y] of joined) join(x, y);

  const sizes = new Int32Array(size);
  for (let record = 0; record < size; record++) {
    const root = firstOf(record);
    sizes[root] = (sizes[root] ?? 0) + 1;
  }
  const componentOf = new Int32Array(size).fill(-1);
  let count = 0;
  for (let record = 0; record < size; record++) if ((sizes[record] ?? 0) > 1) componentOf[record] = count++;
  const components = (record: number): number => componentOf[firstOf(record)] ?? -1;
  const members = sortByComponent(count, size, components);
  const ofEdges = sortByComponent(count, edges.count, (edge) => components(edges.a[edge] ?? 0));
  return { count, starts: members.starts, members: members.items, edgeStarts: ofEdges.starts, edges: ofEdges.items };
}

function sortByComponent(
  count: number,
  items: number,
  componentOf: (item: number) => number,
): { readonly starts: Int32Array; readonly items: Int32Array } {
  const starts = new Int32Array(new SharedArrayBuffer((count + 1) * 4));
  for (let item = 0; item < items; item++) {
    const place = componentOf(item) + 1;
    if (place > 0) starts[place] = (starts[place] ?? 0) + 1;
  }
  for (let c = 0; c < count; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0);
  const next = starts.slice();
  const sorted = new Int32Array(new SharedArrayBuffer((starts[count] ?? 0) * 4));
  for (let item = 0; item < items; item++) {
    const component = componentOf(item);
    if (component < 0) continue;
    const place = next[component] ?? 0;
    sorted[place] = item;
    next[component] = place + 1;
  }
  return { starts, items: sorted };
}
