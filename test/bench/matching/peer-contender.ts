import { type AccuracyRow, bestByLabels, evaluateRow, toBits } from './accuracy-row.ts';
import { joinLinks } from './join-links.ts';
import type { PublicRecords } from './public-data.ts';
import type { PeerResult } from './run-peer.ts';

/** At each threshold the peer was clustered at by itself, and at the best of many. */
export function rowsOfPeer(
  about: Pick<AccuracyRow, 'data' | 'who'>,
  { truth, nameOf }: PublicRecords,
  { edges, clusters }: PeerResult,
): readonly AccuracyRow[] {
  const rename = (id: string): string => nameOf.get(id) ?? id;
  const linksFrom = (bits: number): readonly (readonly [string, string])[] =>
    edges.flatMap(([a, b, weight]) => (weight >= bits ? [[rename(a), rename(b)] as const] : []));
  const evaluate = (threshold: string, bits: number, formed: readonly (readonly string[])[]): AccuracyRow =>
    evaluateRow({ ...about, threshold }, linksFrom(bits), formed, truth);
  const given = Object.entries(clusters).map(([probability, formed]) =>
    evaluate(
      `probability ${probability}`,
      toBits(Number(probability)),
      formed.map((members) => members.map(rename)),
    ),
  );
  const swept = sweep.map((bits) => evaluate(`best by labels (${bits} bits)`, bits, joinLinks(linksFrom(bits))));
  return [...given, ...bestByLabels(swept)];
}

/** From -4 to 30 bits in steps of a half. */
const sweep: readonly number[] = Array.from({ length: 69 }, (_, step) => -4 + step / 2);
