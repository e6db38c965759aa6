import type { RecordId } from '../../schema/model/identity.ts';
import type { BlockMembership, BlockStore } from '../../schema/store/blocking-key-store.ts';
import { capOf, type WantedMembership } from './record-blocks.ts';

export interface BlockMove {
  /** Blocks of the wanted memberships that hold more records than their cap. */
  readonly oversize: ReadonlySet<bigint>;
  /** Blocks that crossed their cap by the move, either way; one that was only left may be named without need. */
  readonly crossed: readonly bigint[];
}

/**
 * Makes the stored memberships be the wanted ones, writing only what differs.
 * @param stored of the same records and of the same kind as `wanted`, coarse or refined.
 * @param possibleCaps every cap that a block of the kind may have: a block that was left does not say whose it is.
 */
export async function moveBlocks(
  blocks: BlockStore,
  stored: readonly BlockMembership[],
  wanted: readonly WantedMembership[],
  possibleCaps: readonly number[],
): Promise<BlockMove> {
  const left = without(stored, wanted);
  const joined = without(wanted, stored);
  await blocks.remove(left);
  await blocks.insert(joined);

  const caps = new Map(wanted.map((membership) => [membership.key, capOf(membership)]));
  const growth = sumGrowth(left, joined);
  // Folded, not spread into Math.max: 20,000 records have more blocks than a call may have arguments.
  const mostLost = [...growth.values()].reduce((most, step) => Math.max(most, -step), 0);
  const sizes = await blocks.countBlocks(
    [...new Set([...caps.keys(), ...growth.keys()])],
    Math.max(1, Math.min(...possibleCaps) + 1 - mostLost),
  );
  const crossed = findCrossed(growth, sizes, (key) => {
    const cap = caps.get(key);
    return cap === undefined ? possibleCaps : [cap];
  });
  return { oversize: pickOversize(caps, sizes), crossed };
}

/** Those of the wanted memberships' blocks that hold more records than their cap. */
export async function findOversize(
  blocks: BlockStore,
  wanted: readonly WantedMembership[],
): Promise<ReadonlySet<bigint>> {
  if (wanted.length === 0) return new Set();
  const caps = new Map(wanted.map((membership) => [membership.key, capOf(membership)]));
  const lowest = [...caps.values()].reduce((least, cap) => Math.min(least, cap));
  return pickOversize(caps, await blocks.countBlocks([...caps.keys()], lowest + 1));
}

/**
 * Blocks whose size passed a cap by the growth, upwards or downwards.
 * @param growth records gained less records lost.
 * @param sizes afterwards; a block that is not named is too small to have passed any cap.
 */
export function findCrossed(
  growth: ReadonlyMap<bigint, number>,
  sizes: ReadonlyMap<bigint, number>,
  capsOf: (key: bigint) => readonly number[],
): readonly bigint[] {
  return [...growth].flatMap(([key, step]) => {
    const after = sizes.get(key) ?? 0;
    return capsOf(key).some((cap) => after - step > cap !== after > cap) ? [key] : [];
  });
}

export function sumGrowth(
  left: readonly Pick<BlockMembership, 'key'>[],
  joined: readonly Pick<BlockMembership, 'key'>[],
): ReadonlyMap<bigint, number> {
  const growth = new Map<bigint, number>();
  for (const { key } of joined) growth.set(key, (growth.get(key) ?? 0) + 1);
  for (const { key } of left) growth.set(key, (growth.get(key) ?? 0) - 1);
  return growth;
}

/** The memberships that `others` do not hold. */
export function without<Membership extends BlockMembership>(
  memberships: readonly Membership[],
  others: readonly BlockMembership[],
): readonly Membership[] {
  if (others.length === 0) return memberships;
  const keysOf = new Map<RecordId, Set<bigint>>();
  for (const { recordId, key } of others) {
    const keys = keysOf.get(recordId);
    if (keys) keys.add(key);
    else keysOf.set(recordId, new Set([key]));
  }
  return memberships.filter(({ recordId, key }) => !keysOf.get(recordId)?.has(key));
}

const pickOversize = (caps: ReadonlyMap<bigint, number>, sizes: ReadonlyMap<bigint, number>): ReadonlySet<bigint> =>
  new Set([...sizes].flatMap(([key, size]) => (size > (caps.get(key) ?? size) ? [key] : [])));
