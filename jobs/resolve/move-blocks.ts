import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { ResolutionSettings } from '../../schema/model/resolution.ts';
import { blockingKeys, capOf } from '../../schema/rules/resolution/blocking-keys.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import {
  type BlockMembership,
  countBlocks,
  insertMemberships,
  removeMemberships,
} from '../../schema/store/blocking-key-store.ts';
import type { Database } from '../../schema/store/database.ts';

/** A membership that a record would have, and for a refined one the coarse block that must be over its cap. */
export interface PossibleMembership extends BlockMembership {
  readonly refines: bigint | null;
}

/** Every block that the record could be in: it is in all the coarse ones. */
export function possibleMemberships(record: RecordValues, settings: ResolutionSettings): readonly PossibleMembership[] {
  return blockingKeys(prepareRecord(record, settings), settings).map((key) => ({
    recordId: record.id,
    key: key.key,
    cap: capOf(key, settings),
    refined: key.refines !== null,
    refines: key.refines,
  }));
}

/**
 * Makes the stored memberships be the wanted ones, writing only what differs.
 * @returns the blocks that crossed their cap by it, either way
 */
export async function moveBlocks(
  trx: Database,
  stored: readonly BlockMembership[],
  wanted: readonly BlockMembership[],
): Promise<readonly bigint[]> {
  const left = without(stored, wanted);
  const joined = without(wanted, stored);
  await removeMemberships(trx, left);
  await insertMemberships(trx, joined);

  const growth = new Map<bigint, number>();
  const caps = new Map<bigint, number>();
  for (const [memberships, step] of [
    [left, -1],
    [joined, 1],
  ] as const) {
    for (const { key, cap } of memberships) {
      caps.set(key, cap);
      growth.set(key, (growth.get(key) ?? 0) + step);
    }
  }
  const sizes = await countBlocks(trx, [...growth.keys()]);
  return [...growth].flatMap(([key, step]) => {
    const after = sizes.get(key) ?? 0;
    const cap = caps.get(key) ?? 0;
    return after - step > cap !== after > cap ? [key] : [];
  });
}

/** Blocks that hold more records than their cap. */
export async function findOversize(
  trx: Database,
  memberships: readonly BlockMembership[],
): Promise<ReadonlySet<bigint>> {
  const caps = new Map(memberships.map(({ key, cap }) => [key, cap]));
  const sizes = await countBlocks(trx, [...caps.keys()]);
  return new Set([...sizes].flatMap(([key, size]) => (size > (caps.get(key) ?? 0) ? [key] : [])));
}

function without(
  memberships: readonly BlockMembership[],
  others: readonly BlockMembership[],
): readonly BlockMembership[] {
  const keysOf = new Map<RecordId, Set<bigint>>();
  for (const { recordId, key } of others) {
    const keys = keysOf.get(recordId);
    if (keys) keys.add(key);
    else keysOf.set(recordId, new Set([key]));
  }
  return memberships.filter(({ recordId, key }) => !keysOf.get(recordId)?.has(key));
}
