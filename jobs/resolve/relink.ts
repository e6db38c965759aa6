import { asEntityId, type EntityId, type EntityType, type RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { Doubt, ResolutionModel } from '../../schema/model/resolution.ts';
import { assignIds } from '../../schema/rules/golden/assign-ids.ts';
import { clusterComponent } from '../../schema/rules/resolution/cluster-component.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import type { Database } from '../../schema/store/database.ts';
import {
  endEntities,
  findEntitiesOfRecords,
  insertEntities,
  removeLinks,
  upsertLinks,
} from '../../schema/store/link-store.ts';
import type { Component } from './gather-components.ts';
import type { ResolveDependencies } from './resolve-dependencies.ts';

export interface Relinked {
  /** Every entity of the touched components, as it is now. */
  readonly entities: readonly {
    readonly id: EntityId;
    readonly isNew: boolean;
    /** Entities that this one's records belonged to before. */
    readonly splitFrom: EntityId | null;
    readonly members: readonly RecordValues[];
  }[];
  readonly ended: readonly { readonly id: EntityId; readonly into: EntityId | null }[];
  readonly doubts: readonly Doubt[];
}

/**
 * Decides the clusters of the touched components anew and moves the links there, entity ids staying where they can.
 * `touched` are the records whose old links must be looked at, deleted ones among them.
 */
export async function relink(
  trx: Database,
  dependencies: ResolveDependencies,
  entityType: EntityType,
  components: readonly Component[],
  touched: readonly RecordId[],
): Promise<Relinked> {
  const now = dependencies.clock.now();
  const resolved = components.map((component) => resolveComponent(component, dependencies.models[entityType]));
  const clusters = resolved.flatMap(({ clusters }) => clusters);
  const records = new Map(
    components.flatMap((component) => component.records.map((record) => [record.id, record] as const)),
  );
  const all = [...new Set([...touched, ...records.keys()])];
  const previous = await findEntitiesOfRecords(trx, all);
  const assigned = assignIds(clusters, previous);

  const splitFrom = new Map(assigned.splitFrom.map(({ cluster, from }) => [cluster, from]));
  const entities = clusters.map((members, index) => {
    const kept = assigned.kept[index] ?? null;
    return {
      id: kept ?? asEntityId(dependencies.newId()),
      isNew: kept === null,
      splitFrom: kept === null ? (splitFrom.get(index) ?? null) : null,
      members: members.flatMap((id) => records.get(id) ?? []),
    };
  });
  const ended = assigned.ended.map(({ id, into }) => ({
    id,
    into: into === null ? null : (entities[into]?.id ?? null),
  }));

  await insertEntities(
    trx,
    entityType,
    entities.filter(({ isNew }) => isNew).map(({ id }) => id),
    now,
  );
  await endEntities(trx, ended, now);
  await removeLinks(
    trx,
    all.filter((id) => !records.has(id)),
  );
  await upsertLinks(
    trx,
    entities.flatMap(({ id, members }) => members.map((member) => ({ recordId: member.id, entityId: id }))),
    now,
  );
  return { entities, ended, doubts: resolved.flatMap(({ doubts }) => doubts) };
}

function resolveComponent(
  component: Component,
  model: ResolutionModel,
): { readonly clusters: readonly (readonly RecordId[])[]; readonly doubts: readonly Doubt[] } {
  const [first, ...others] = component.records;
  if (first && others.length === 0) return { clusters: [[first.id]], doubts: [] };
  const { clusters, doubts } = clusterComponent({
    records: component.records.map((record) => prepareRecord(record, model.settings)),
    pairs: component.pairs,
    decisions: component.decisions,
    model,
  });
  return { clusters: clusters.map(({ members }) => members), doubts };
}
