import type { RecordId } from '../model/identity.ts';
import type { RecordValues } from '../model/record.ts';
import type { WeighedPair } from '../model/resolution.ts';
import type { Database } from './database.ts';
import { type DecisionInForce, findDecisionsOf } from './decision-store.ts';
import { findPairsOf } from './pair-store.ts';
import { findRecordValues } from './record-values-store.ts';

/** Records that pairs and decisions connect, for a person to look at. */
export interface StoredComponent {
  readonly records: readonly RecordValues[];
  /** Also such as lead out of a component that is not whole. */
  readonly pairs: readonly WeighedPair[];
  readonly decisions: readonly DecisionInForce[];
  /** False where it has more records than were asked for: then the nearest to the seeds were read. */
  readonly whole: boolean;
}

/**
 * The component around some records, ring by ring outward, the records of the heaviest pairs first.
 * @param maxRecords read at most.
 */
export async function readComponent(
  db: Database,
  seeds: readonly RecordId[],
  maxRecords: number,
): Promise<StoredComponent> {
  const reached = new Set(seeds.slice(0, maxRecords));
  let whole = seeds.length <= maxRecords;
  const pairs = new Map<string, WeighedPair>();
  const decisions = new Map<string, DecisionInForce>();
  let ring: RecordId[] = [...reached];
  while (ring.length > 0) {
    const next: RecordId[] = [];
    const reach = (id: RecordId | null): void => {
      if (id === null || reached.has(id)) return;
      if (reached.size >= maxRecords) {
        whole = false;
        return;
      }
      reached.add(id);
      next.push(id);
    };
    for (const decision of await findDecisionsOf(db, ring)) {
      decisions.set(decision.id, decision);
      reach(decision.aRecordId);
      reach(decision.bRecordId);
    }
    const found = await findPairsOf(db, ring);
    for (const pair of found.toSorted((x, y) => y.weight - x.weight)) {
      pairs.set(`${pair.a}-${pair.b}`, pair);
      reach(pair.a);
      reach(pair.b);
    }
    ring = next;
  }
  const records = await findRecordValues(db, [...reached]);
  return { records, pairs: [...pairs.values()], decisions: [...decisions.values()], whole };
}
