import { deserialize, serialize } from 'node:v8';
import type { Edges } from './edges.ts';

/** Edges as bytes, for a table; shared memory cannot be written as it is. */
export function encodeEdges({ count, a, b, weights, links, rules, patterns }: Edges): Uint8Array {
  return serialize({
    count,
    a: a.slice(),
    b: b.slice(),
    weights: weights.slice(),
    links: links.slice(),
    rules: rules.slice(),
    patterns: patterns.slice(),
  } satisfies Edges);
}

export const decodeEdges = (bytes: Uint8Array): Edges => deserialize(bytes);
