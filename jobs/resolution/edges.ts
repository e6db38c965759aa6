/**
 * Scored pairs as columns: two records (places in the frame, a < b), what they came to, and what found them. A model
 * of 10M records has some 10M of these, so they are never objects.
 */
export interface Edges {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weights: Float64Array;
  /** 1 = link, 0 = review. */
  readonly links: Uint8Array;
  /** Bit r is set where blocking rule r of the settings makes the pair. */
  readonly rules: Int32Array;
  /** The levels as one number, see patternOf. */
  readonly patterns: Float64Array;
}

export interface EdgeBuffer {
  readonly count: number;
  add(a: number, b: number, weight: number, isLink: boolean, rules: number, pattern: number): void;
  /** What was added, as arrays of exactly that length. */
  take(): Edges;
}

export function createEdgeBuffer(): EdgeBuffer {
  let edges = allocate(1_024);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(a, b, weight, isLink, rules, pattern) {
      if (count === edges.a.length) edges = copyInto(allocate(count * 2), [edges]);
      edges.a[count] = a;
      edges.b[count] = b;
      edges.weights[count] = weight;
      edges.links[count] = isLink ? 1 : 0;
      edges.rules[count] = rules;
      edges.patterns[count] = pattern;
      count += 1;
    },
    take: () => slice(edges, count),
  };
}

/** All of them in one, ordered by (a, b): the same whoever found which. */
export function joinEdges(parts: readonly Edges[]): Edges {
  const all = copyInto(allocate(parts.reduce((sum, { count }) => sum + count, 0)), parts);
  return sortEdges(all);
}

function sortEdges(edges: Edges): Edges {
  const { count, a, b } = edges;
  let highest = 0;
  for (let e = 0; e < count; e++) highest = Math.max(highest, a[e] ?? 0);
  // Counting sort by a; the few edges of one record are then sorted by b.
  const starts = new Int32Array(highest + 2);
  for (let e = 0; e < count; e++) {
    const place = (a[e] ?? 0) + 1;
    starts[place] = (starts[place] ?? 0) + 1;
  }
  for (let record = 0; record <= highest; record++)
    starts[record + 1] = (starts[record + 1] ?? 0) + (starts[record] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(count);
  for (let e = 0; e < count; e++) {
    const record = a[e] ?? 0;
    const place = next[record] ?? 0;
    order[place] = e;
    next[record] = place + 1;
  }
  for (let record = 0; record <= highest; record++) {
    const [from, to] = [starts[record] ?? 0, starts[record + 1] ?? 0];
    if (to - from > 1) order.subarray(from, to).sort((x, y) => (b[x] ?? 0) - (b[y] ?? 0));
  }
  return pick(edges, order);
}

function pick(edges: Edges, order: Int32Array): Edges {
  const picked = allocate(order.length);
  for (let place = 0; place < order.length; place++) {
    const e = order[place] ?? 0;
    picked.a[place] = edges.a[e] ?? 0;
    picked.b[place] = edges.b[e] ?? 0;
    picked.weights[place] = edges.weights[e] ?? 0;
    picked.links[place] = edges.links[e] ?? 0;
    picked.rules[place] = edges.rules[e] ?? 0;
    picked.patterns[place] = edges.patterns[e] ?? 0;
  }
  return picked;
}

function allocate(count: number): Edges {
  const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes * count);
  return {
    count,
    a: new Int32Array(shared(4)),
    b: new Int32Array(shared(4)),
    weights: new Float64Array(shared(8)),
    links: new Uint8Array(shared(1)),
    rules: new Int32Array(shared(4)),
    patterns: new Float64Array(shared(8)),
  };
}

function copyInto(target: Edges, parts: readonly Edges[]): Edges {
  let place = 0;
  for (const part of parts) {
    target.a.set(part.a.subarray(0, part.count), place);
    target.b.set(part.b.subarray(0, part.count), place);
    target.weights.set(part.weights.subarray(0, part.count), place);
    target.links.set(part.links.subarray(0, part.count), place);
    target.rules.set(part.rules.subarray(0, part.count), place);
    target.patterns.set(part.patterns.subarray(0, part.count), place);
    place += part.count;
  }
  return target;
}

const slice = (edges: Edges, count: number): Edges => copyInto(allocate(count), [{ ...edges, count }]);
