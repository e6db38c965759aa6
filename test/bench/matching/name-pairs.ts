/** Two records by `recordName`. */
export type NamePair = readonly [string, string];

/** Each two members once. */
export function* pairsOf(members: readonly string[]): Generator<NamePair> {
  for (const [i, x] of members.entries()) for (const y of members.slice(i + 1)) yield [x, y];
}
