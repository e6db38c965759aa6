import type { EntityId, RecordId } from '../../model/identity.ts';

export interface PreviousEntity {
  readonly id: EntityId;
  /** Earlier = kept when two entities become one. */
  readonly createdAt: string;
  /** False for one that ended before; it comes back to life where its record stands and no live one claims. */
  readonly live: boolean;
  /** Records linked to it before, whether or not they still exist; of an ended one its oldest record alone. */
  readonly members: readonly RecordId[];
}

export interface IdAssignment {
  /** One entry per cluster, in the order given; null = a new entity, its id is for the caller to make. */
  readonly kept: readonly (EntityId | null)[];
  /** Live entities that no cluster kept: absorbed into the cluster at this index, or gone (null). */
  readonly ended: readonly { readonly id: EntityId; readonly into: number | null }[];
  /** Entities that had ended before and whose record is now in the cluster at this index: their id leads there. */
  readonly aliases: readonly { readonly id: EntityId; readonly into: number }[];
  /** Clusters that hold records of a live entity whose id went elsewhere. */
  readonly splitFrom: readonly { readonly cluster: number; readonly from: EntityId }[];
}

/**
 * Stable ids (design.md, Resolution 4). Each previous entity is claimed by the cluster that holds its oldest record
 * still alive; a cluster with several claims keeps the oldest entity, a live one before one that had ended, and
 * absorbs the others. So an id leads to one live entity for as long as the record that it stands for lives.
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
  const aliases: { id: EntityId; into: number }[] = [];
  const claimOf = new Map<EntityId, number>();
  for (const entity of [...previous].sort(liveThenOldest)) {
    const oldest = oldestOf(entity.members.filter((member) => clusterOf.has(member)));
    const index = oldest === undefined ? undefined : clusterOf.get(oldest);
    if (index === undefined) {
      if (entity.live) ended.push({ id: entity.id, into: null });
      continue;
    }
    claimOf.set(entity.id, index);
    if (!kept[index]) kept[index] = entity.id;
    else if (entity.live) ended.push({ id: entity.id, into: index });
    else aliases.push({ id: entity.id, into: index });
  }
  const splitFrom = previous.flatMap((entity) => {
    if (!entity.live) return [];
    const holders = new Set(entity.members.flatMap((member) => clusterOf.get(member) ?? []));
    holders.delete(claimOf.get(entity.id) ?? -1);
    return [...holders].sort((a, b) => a - b).map((cluster) => ({ cluster, from: entity.id }));
  });
  return { kept, ended, aliases, splitFrom };
}

/** The record that arrived first; ids are decimal texts without leading zeros. */
export function oldestOf(records: readonly RecordId[]): RecordId | undefined {
  let oldest = records[0];
  for (const record of records) if (oldest !== undefined && byAge(record, oldest) < 0) oldest = record;
  return oldest;
}

const byAge = (a: RecordId, b: RecordId): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

function liveThenOldest(a: PreviousEntity, b: PreviousEntity): number {
  if (a.live !== b.live) return a.live ? -1 : 1;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  const [first, second] = [oldestOf(a.members), oldestOf(b.members)];
  if (first === undefined || second === undefined || first === second) return a.id < b.id ? -1 : 1;
  return byAge(first, second);
}
