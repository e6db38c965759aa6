import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { WeighedPair } from '../../schema/model/resolution.ts';
import type { Database } from '../../schema/store/database.ts';
import { type DecisionInForce, findDecisionsOf } from '../../schema/store/decision-store.ts';
import { findPairsOf } from '../../schema/store/pair-store.ts';
import type { RunRecords } from './run-records.ts';

/**
 * Records that are connected by pairs or decisions, with all of both. Decisions that wait for a record are one more, of
 * no records.
 */
export interface Component {
  readonly records: readonly RecordValues[];
  readonly pairs: readonly WeighedPair[];
  readonly decisions: readonly DecisionInForce[];
  /** A full run has seen that all of it is one entity and nothing in it doubtful: pairs are left out. */
  readonly isOne?: boolean;
}

/** What the run knows of pairs already. */
export interface FreshPairs {
  /** Records of which every pair is among `pairs`; they are not asked for again. */
  readonly dirty: ReadonlySet<RecordId>;
  readonly pairs: readonly WeighedPair[];
}

/** The whole components that hold any of `seeds`, read outward from these ring by ring. */
export async function gatherComponents(
  trx: Database,
  runRecords: RunRecords,
  seeds: readonly RecordId[],
  fresh: FreshPairs,
): Promise<readonly Component[]> {
  const reached = new Set<RecordId>();
  const pairs = new Map<string, WeighedPair>();
  const decisions = new Map<string, DecisionInForce>();
  let ring: RecordId[] = [];
  const reach = (id: RecordId | null) => {
    if (id === null || reached.has(id)) return;
    reached.add(id);
    ring.push(id);
  };
  const take = (pair: WeighedPair) => {
    pairs.set(`${pair.a}-${pair.b}`, pair);
    reach(pair.a);
    reach(pair.b);
  };
  for (const id of seeds) reach(id);
  for (const pair of fresh.pairs) take(pair);
  while (ring.length > 0) {
    const asked = ring;
    ring = [];
    const unknown = asked.filter((id) => !fresh.dirty.has(id));
    for (const pair of await findPairsOf(trx, unknown)) take(pair);
    for (const decision of await findDecisionsOf(trx, asked)) {
      decisions.set(decision.id, decision);
      reach(decision.aRecordId);
      reach(decision.bRecordId);
    }
  }
  return splitIntoComponents(await runRecords.read(reached), [...pairs.values()], [...decisions.values()]);
}

/** Connected components; a pair or a decision of which one end does not exist joins nothing. */
export function splitIntoComponents(
  records: readonly RecordValues[],
  pairs: readonly WeighedPair[],
  decisions: readonly DecisionInForce[],
): readonly Component[] {
  const parents = new Map<RecordId, RecordId>(records.map(({ id }) => [id, id]));
  const rootOf = (id: RecordId): RecordId => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) {
      root = parent;
    }
    parents.set(id, root);
    return root;
  };
  const exist = (a: RecordId | null, b: RecordId | null): [RecordId, RecordId] | null =>
    a && b && parents.has(a) && parents.has(b) ? [a, b] : null;
  const endsOf = ({ kind, aRecordId, bRecordId }: DecisionInForce): [RecordId, RecordId] | null =>
    exist(aRecordId, kind === 'not-a-person' ? aRecordId : bRecordId);
  const join = (ends: readonly [RecordId, RecordId] | null) => {
    if (ends) parents.set(rootOf(ends[0]), rootOf(ends[1]));
  };
  for (const { a, b } of pairs) join(exist(a, b));
  for (const decision of decisions) join(endsOf(decision));

  const components = new Map<
    RecordId,
    { records: RecordValues[]; pairs: WeighedPair[]; decisions: DecisionInForce[] }
  >();
  for (const record of records) {
    const root = rootOf(record.id);
    const component = components.get(root);
    if (component) component.records.push(record);
    else components.set(root, { records: [record], pairs: [], decisions: [] });
  }
  for (const pair of pairs) {
    if (exist(pair.a, pair.b)) components.get(rootOf(pair.a))?.pairs.push(pair);
  }
  const waiting: DecisionInForce[] = [];
  for (const decision of decisions) {
    const ends = endsOf(decision);
    if (ends) components.get(rootOf(ends[0]))?.decisions.push(decision);
    else waiting.push(decision);
  }
  const split = [...components.values()];
  return waiting.length === 0 ? split : [...split, { records: [], pairs: [], decisions: waiting }];
}
