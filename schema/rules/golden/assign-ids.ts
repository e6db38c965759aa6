import type { EntityId, RecordId } from '../../model/identity.ts';

export interface PreviousEntity {
  readonly id: EntityId;
  /** Earlier = kept when two entities become one. */
  readonly createdAt: string;
  /** Records linked to it before, whether or not they still exist. */
  readonly members: readonly RecordId[];
}

export interface IdAssignment {
  /** One entry per cluster, in the order given; null = a new entity, its id is for the caller to make. */
  readonly kept: readonly (EntityId | null)[];
  /** Entities that no cluster kept: absorbed into the cluster at this index, or gone (null). */
  readonly ended: readonly { readonly id: EntityId; readonly into: number | null }[];
  /** Clusters that hold records of a previous entity whose id went elsewhere. */
  readonly splitFrom: readonly { readonly cluster: number; readonly from: EntityId }[];
}

/**
 * Stable ids (design.md, Resolution 4). Each previous entity is claimed by the cluster that holds its oldest record
 * still alive; a cluster with several claims keeps the oldest entity and absorbs the others.
 */
export function assignIds(
  clusters: readonly (readonly RecordId[])[],
  previous: readonly PreviousEntity[],
): IdAssignment {
  const clusterOf = new Map<RecordId, number>();
  clusters.forEach((members, index) => {
    for (const member of members) clusterOf.set(member, index);
  });
  const kept: (EntityId | null)[] = clusters.map(() => null);
  const ended: { id: EntityId; into: number | null }[] = [];
  const claimOf = new Map<EntityId, number>();
  for (const entity of [...previous].sort(oldestFirst)) {
    const oldest = [...entity.members].sort(byAge).find((member) => clusterOf.has(member));
    const index = oldest === undefined ? undefined : clusterOf.get(oldest);
    if (index === undefined) {
      ended.push({ id: entity.id, into: null });
      continue;
    }
    claimOf.set(entity.id, index);
    if (kept[index]) ended.push({ id: entity.id, into: index });
    else kept[index] = entity.id;
  }
  const splitFrom = previous.flatMap((entity) => {
    const holders = new Set(entity.members.flatMap((member) => clusterOf.get(member) ?? []));
    holders.delete(claimOf.get(entity.id) ?? -1);
    return [...holders].sort((a, b) => a - b).map((cluster) => ({ cluster, from: entity.id }));
  });
  return { kept, ended, splitFrom };
}

const byAge = (a: RecordId, b: RecordId): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

const oldestFirst = (a: PreviousEntity, b: PreviousEntity): number =>
  a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : byFirstMember(a, b);

function byFirstMember(a: PreviousEntity, b: PreviousEntity): number {
  const [first, second] = [[...a.members].sort(byAge)[0], [...b.members].sort(byAge)[0]];
  return first === undefined || second === undefined ? (a.id < b.id ? -1 : 1) : byAge(first, second);
}
