import { asRecordId, type RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { WeighedPair } from '../../schema/model/resolution.ts';
import type { ChangeDraft } from '../../schema/store/change-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { type DecisionInForce, listDecisionsInForce } from '../../schema/store/decision-store.ts';
import { findLinkedLeftovers, visitLinks } from '../../schema/store/whole-set-store.ts';
import type { Edges } from '../resolution/edges.ts';
import { clusterAll, type FrameClusters } from '../resolution/resolve-frame.ts';
import type { Component } from '../resolve/gather-components.ts';
import type { ResolveDependencies } from '../resolve/resolve-dependencies.ts';
import { settleComponents } from '../resolve/resolve-records.ts';
import { createRunRecords } from '../resolve/run-records.ts';
import { groupFamilies, splitFamilies } from './group-families.ts';
import type { LoadedRun } from './load-run.ts';

/** Records whose values are in memory at once. */
const recordsPerSlice = 16_000;

/**
 * Brings links, golden records, reviews and findings of one type to what a run's edges say, slice by slice in the
 * caller's transaction, by the same steps as an incremental run. Most components are settled by the threads; those that
 * the clustering rule must decide are decided here, on the records as they are.
 */
export async function settleRun(
  trx: Database,
  dependencies: ResolveDependencies,
  run: LoadedRun,
  edges: Edges,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<readonly ChangeDraft[]> {
  const { entityType, settings } = run.model;
  const placeOf = createPlaceFinder(run.ids);
  const decisions = await listDecisionsInForce(trx, entityType);
  const named = decisions.map((decision) => ({ decision, places: placesOf(decision, placeOf) }));
  const clusters = await clusterAll(run.pool, run.frame, edges, {
    joined: named.flatMap(({ places: [x, y] }) => (x !== undefined && y !== undefined ? [[x, y] as const] : [])),
    leave: { contested: true, places: named.flatMap(({ places }) => places) },
  });
  const families = groupFamilies(run.frame.size, clusters.components, await findFellows(trx, run, placeOf));
  const componentOf = numberComponents(run.frame.size, clusters);
  const decisionsAt = new Map<number, DecisionInForce[]>();
  for (const { decision, places } of named) {
    const [first] = places;
    if (first === undefined) continue;
    const list = decisionsAt.get(first);
    if (list) list.push(decision);
    else decisionsAt.set(first, [decision]);
  }

  const changes: ChangeDraft[] = [];
  const settle = async (ids: readonly RecordId[], toComponents: (byId: RecordsById) => readonly Component[]) => {
    const runRecords = createRunRecords(trx, entityType, settings);
    const byId = new Map((await runRecords.read(ids)).map((record) => [record.id, record]));
    const made = await settleComponents(trx, dependencies, entityType, runRecords, toComponents(byId), ids);
    for (const change of made) changes.push(change);
  };
  const slices = splitFamilies(families, recordsPerSlice);
  for (const [slice, [from, to]] of slices.entries()) {
    const places = families.places.subarray(families.starts[from], families.starts[to]);
    const ids = Array.from(places, (place) => asRecordId(String(run.ids[place] ?? 0)));
    await settle(ids, (byId) => gatherSlice(run, edges, clusters, componentOf, decisionsAt, places, byId));
    await onProgress(slice + 1, slices.length);
  }
  const waiting = named.filter(({ places }) => places.length === 0).map(({ decision }) => decision);
  const leftovers = await findLinkedLeftovers(trx, entityType);
  if (leftovers.length > 0 || waiting.length > 0) {
    await settle(leftovers, () => (waiting.length === 0 ? [] : [{ records: [], pairs: [], decisions: waiting }]));
  }
  return changes;
}

type RecordsById = ReadonlyMap<RecordId, RecordValues>;
type PlaceFinder = (id: RecordId) => number | undefined;

function placesOf({ aRecordId, bRecordId }: DecisionInForce, placeOf: PlaceFinder): readonly number[] {
  return [aRecordId, bRecordId].flatMap((id) => (id === null ? [] : (placeOf(id) ?? [])));
}

/** Ids are ascending. */
function createPlaceFinder(ids: Float64Array): PlaceFinder {
  return (id) => {
    const wanted = Number(id);
    let [low, high] = [0, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return ids[low] === wanted ? low : undefined;
  };
}

/** Pairs of places that were of one entity: each record of an entity and its first. */
async function findFellows(
  trx: Database,
  run: LoadedRun,
  placeOf: PlaceFinder,
): Promise<readonly (readonly [number, number])[]> {
  const firstOf = new Map<string, number>();
  const fellows: (readonly [number, number])[] = [];
  await visitLinks(trx, run.model.entityType, (recordId, entityId) => {
    const place = placeOf(recordId);
    if (place === undefined) return;
    const first = firstOf.get(entityId);
    if (first === undefined) firstOf.set(entityId, place);
    else fellows.push([first, place]);
  });
  return fellows;
}

/** Record → component, -1 = none. */
function numberComponents(size: number, { components }: FrameClusters): Int32Array {
  const componentOf = new Int32Array(size).fill(-1);
  for (let component = 0; component < components.count; component++) {
    for (let at = components.starts[component] ?? 0; at < (components.starts[component + 1] ?? 0); at++) {
      componentOf[components.members[at] ?? 0] = component;
    }
  }
  return componentOf;
}

/** The slice's components with their records as they are now; one that is gone meanwhile is resolved again afterwards. */
function gatherSlice(
  run: LoadedRun,
  edges: Edges,
  { clusterOf, components }: FrameClusters,
  componentOf: Int32Array,
  decisionsAt: ReadonlyMap<number, readonly DecisionInForce[]>,
  places: Int32Array,
  byId: RecordsById,
): readonly Component[] {
  const idAt = (place: number): RecordId => asRecordId(String(run.ids[place] ?? 0));
  const recordsAt = (members: Int32Array): readonly RecordValues[] =>
    Array.from(members, (place) => byId.get(idAt(place))).filter((record) => record !== undefined);
  return Array.from(places).flatMap((place): Component[] => {
    const component = componentOf[place] ?? -1;
    if (component < 0) {
      const records = recordsAt(Int32Array.of(place));
      return records.length === 0 ? [] : [{ records, pairs: [], decisions: decisionsAt.get(place) ?? [] }];
    }
    const members = components.members.subarray(components.starts[component], components.starts[component + 1]);
    if (members[0] !== place) return [];
    const records = recordsAt(members);
    if (records.length === 0) return [];
    if ((clusterOf[place] ?? -1) >= 0) return [{ records, pairs: [], decisions: [], isOne: true }];
    const own = components.edges.subarray(components.edgeStarts[component], components.edgeStarts[component + 1]);
    return [
      {
        records,
        pairs: Array.from(own, (edge) => toPair(edges, edge, idAt)),
        decisions: Array.from(members).flatMap((member) => decisionsAt.get(member) ?? []),
      },
    ];
  });
}

export const toPair = (edges: Edges, edge: number, idAt: (place: number) => RecordId): WeighedPair => ({
  // Ids ascend with places, and a pair's first record has the lower one.
  a: idAt(edges.a[edge] ?? 0),
  b: idAt(edges.b[edge] ?? 0),
  weight: edges.weights[edge] ?? 0,
  outcome: edges.links[edge] === 1 ? 'link' : 'review',
});
