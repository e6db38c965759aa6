import { asEntityId, type EntityId, type EntityType, type RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { Doubt, ResolutionModel } from '../../schema/model/resolution.ts';
import { assignIds, oldestOf } from '../../schema/rules/golden/assign-ids.ts';
import { clusterComponent } from '../../schema/rules/resolution/cluster-component.ts';
import type { Judgement } from '../../schema/rules/resolution/decisions/judge-decisions.ts';
import type { Database } from '../../schema/store/database.ts';
import {
  endEntities,
  findEntitiesOfRecords,
  insertEntities,
  removeLinks,
  type StoredEntity,
  updateLivingEntities,
  upsertLinks,
} from '../../schema/store/link-store.ts';
import type { Component } from './gather-components.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';
import type { RunRecords } from './run-records.ts';

/** One entity of the touched components, as it is now. */
export interface LinkedEntity {
  readonly id: EntityId;
  /** Of one that did not live before: the entity that its records belonged to. */
  readonly splitFrom: EntityId | null;
  /** The oldest of the members: what the id stands for. */
  readonly anchor: RecordId;
  readonly members: readonly RecordValues[];
  /** Its id was not known before this run: nothing is written of it yet. */
  readonly isNew: boolean;
}

export interface Relinked {
  readonly entities: readonly LinkedEntity[];
  readonly ended: readonly { readonly id: EntityId; readonly into: EntityId | null }[];
  readonly doubts: readonly Doubt[];
  /** Every record of the touched components, those that are in no entity too. */
  readonly records: readonly RecordId[];
  /** Of those components that hold decisions. */
  readonly judgements: readonly Judgement[];
  /** Those of the records looked at that were linked before; of the others nothing is written yet. */
  readonly linkedBefore: readonly RecordId[];
}

/**
 * Decides the clusters of the touched components anew and moves the links there, entity ids staying where they can.
 * `touched` are the records whose old links must be looked at, deleted ones among them.
 */
export async function relink(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  runRecords: RunRecords,
  components: readonly Component[],
  touched: readonly RecordId[],
): Promise<Relinked> {
  const resolved = components.map((component) =>
    resolveComponent(component, runRecords, dependencies.models[entityType]),
  );
  const clusters = resolved.flatMap(({ clusters }) => clusters);
  const ids = clusters.map((members) => members.map(({ id }) => id));
  const records = components.flatMap((component) => component.records.map(({ id }) => id));
  const existing = new Set(ids.flat());
  const all = [...new Set([...touched, ...records])];
  const previous = (await findEntitiesOfRecords(trx, all)).filter(
    // What a deleted record stood for has nothing to come back to.
    ({ live, anchor }) => live || (anchor !== null && existing.has(anchor)),
  );
  const assigned = assignIds(ids, previous);

  const splitFrom = new Map(assigned.splitFrom.map(({ cluster, from }) => [cluster, from]));
  const wasLive = new Set(previous.flatMap(({ id, live }) => (live ? [id] : [])));
  const entities = clusters.flatMap((members, index): LinkedEntity[] => {
    const anchor = oldestOf(ids[index] ?? []);
    if (anchor === undefined) return [];
    const kept = assigned.kept[index] ?? null;
    const id = kept ?? asEntityId(dependencies.newId());
    const from = wasLive.has(id) ? null : (splitFrom.get(index) ?? null);
    return [{ id, anchor, members, splitFrom: from, isNew: kept === null }];
  });
  const toEntity = (index: number | null) => (index === null ? null : (entities[index]?.id ?? null));
  const ended = assigned.ended.map(({ id, into }) => ({ id, into: toEntity(into) }));
  const aliases = assigned.aliases.map(({ id, into }) => ({ id, into: toEntity(into) }));

  const now = dependencies.clock.now();
  await writeEntities(trx, entityType, entities, previous, now);
  await endEntities(trx, [...ended, ...aliases], now);
  await writeLinks(trx, entities, previous, now);
  return {
    entities,
    ended,
    records,
    doubts: resolved.flatMap(({ doubts }) => doubts),
    judgements: resolved.flatMap(({ judgement }) => (judgement && judgement.standings.length > 0 ? [judgement] : [])),
    linkedBefore: previous.flatMap(({ live, members }) => (live ? members : [])),
  };
}

async function writeEntities(
  trx: Database,
  entityType: EntityType,
  entities: readonly LinkedEntity[],
  previous: readonly StoredEntity[],
  now: Date,
): Promise<void> {
  const known = new Map(previous.map((entity) => [entity.id, entity]));
  const born = entities.filter(({ isNew }) => isNew);
  const other = entities.filter(({ id, anchor }) => {
    const before = known.get(id);
    return before && (!before.live || before.anchor !== anchor);
  });
  await insertEntities(trx, entityType, born, now);
  await updateLivingEntities(trx, other);
}

async function writeLinks(
  trx: Database,
  entities: readonly LinkedEntity[],
  previous: readonly StoredEntity[],
  now: Date,
): Promise<void> {
  const before = new Map<RecordId, EntityId>();
  for (const { id, live, members } of previous) if (live) for (const member of members) before.set(member, id);
  const links = entities.flatMap(({ id, members }) => members.map((member) => ({ recordId: member.id, entityId: id })));
  const linked = new Set(links.map(({ recordId }) => recordId));
  await removeLinks(
    trx,
    [...before.keys()].filter((record) => !linked.has(record)),
  );
  await upsertLinks(
    trx,
    links.filter(({ recordId, entityId }) => before.get(recordId) !== entityId),
    now,
  );
}

function resolveComponent(
  { records, pairs, decisions, isOne }: Component,
  { prepare }: RunRecords,
  model: ResolutionModel,
): {
  readonly clusters: readonly (readonly RecordValues[])[];
  readonly doubts: readonly Doubt[];
  readonly judgement: Judgement | null;
} {
  if (isOne || (records.length === 1 && decisions.length === 0))
    return { clusters: [records], doubts: [], judgement: null };
  const { clusters, doubts, judgement } = clusterComponent({
    records: records.map(prepare),
    pairs,
    decisions,
    model,
  });
  const byId = new Map(records.map((record) => [record.id, record]));
  return { clusters: clusters.map(({ members }) => members.flatMap((id) => byId.get(id) ?? [])), doubts, judgement };
}
