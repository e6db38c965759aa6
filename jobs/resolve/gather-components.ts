import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { ScoredPair } from '../../schema/model/resolution.ts';
import type { Database } from '../../schema/store/database.ts';
import { type DecisionInForce, findDecisionsOf } from '../../schema/store/decision-store.ts';
import { findPairsOf } from '../../schema/store/pair-store.ts';
import { findRecordValues } from '../../schema/store/record-values-store.ts';

/** Records that are connected by pairs or decisions, with all of both. */
export interface Component {
  readonly records: readonly RecordValues[];
  readonly pairs: readonly ScoredPair[];
  readonly decisions: readonly DecisionInForce[];
}

/** The whole components that hold any of `seeds`, read outward from these ring by ring. */
export async function gatherComponents(trx: Database, seeds: readonly RecordId[]): Promise<readonly Component[]> {
  const reached = new Set<RecordId>(seeds);
  const pairs = new Map<string, ScoredPair>();
  const decisions = new Map<string, DecisionInForce>();
  let ring = [...reached];
  while (ring.length > 0) {
    const next = new Set<RecordId>();
    const reach = (id: RecordId | null) => {
      if (id === null || reached.has(id)) return;
      reached.add(id);
      next.add(id);
    };
    for (const pair of await findPairsOf(trx, ring)) {
      pairs.set(`${pair.a}-${pair.b}`, pair);
      reach(pair.a);
      reach(pair.b);
    }
    for (const decision of await findDecisionsOf(trx, ring)) {
      decisions.set(decision.id, decision);
      reach(decision.aRecordId);
      reach(decision.bRecordId);
    }
    ring = [...next];
  }
  const records = await findRecordValues(trx, [...reached]);
  return splitIntoComponents(records, [...pairs.values()], [...decisions.values()]);
}

function splitIntoComponents(
  records: readonly RecordValues[],
  pairs: readonly ScoredPair[],
  decisions: readonly DecisionInForce[],
): readonly Component[] {
  const parents = new Map<RecordId, RecordId>(records.map(({ id }) => [id, id]));
  const rootOf = (id: RecordId): RecordId => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent;
    parents.set(id, root);
    return root;
  };
  const join = (a: RecordId, b: RecordId) => {
    if (parents.has(a) && parents.has(b)) parents.set(rootOf(a), rootOf(b));
  };
  for (const { a, b } of pairs) join(a, b);
  for (const { aRecordId, bRecordId } of decisions) if (aRecordId && bRecordId) join(aRecordId, bRecordId);

  const components = new Map<
    RecordId,
    { records: RecordValues[]; pairs: ScoredPair[]; decisions: DecisionInForce[] }
  >();
  for (const record of records) {
    const root = rootOf(record.id);
    const component = components.get(root) ?? { records: [], pairs: [], decisions: [] };
    component.records.push(record);
    components.set(root, component);
  }
  for (const pair of pairs) components.get(rootOf(pair.a))?.pairs.push(pair);
  for (const decision of decisions) {
    const { aRecordId, bRecordId } = decision;
    if (aRecordId && bRecordId) components.get(rootOf(aRecordId))?.decisions.push(decision);
  }
  return [...components.values()];
}
