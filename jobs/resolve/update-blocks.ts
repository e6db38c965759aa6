import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import { blockingKeys } from '../../schema/rules/resolution/blocking-keys.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import {
  type BlockMembership,
  countBlocks,
  findMembers,
  insertMemberships,
  removeMemberships,
} from '../../schema/store/blocking-key-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { findRecordValues } from '../../schema/store/record-values-store.ts';

export interface BlockUpdate {
  /** The changed records and every record whose pairs changed with them. */
  readonly dirty: ReadonlySet<RecordId>;
  /** The dirty records that still exist, and all records that share a usable block with one of them. */
  readonly records: readonly RecordValues[];
  readonly oversizeKeys: ReadonlySet<bigint>;
}

/**
 * Moves the changed records to their new blocks and gathers everything their pairs may be made of.
 *
 * A block that crosses its cap either way makes all its members dirty: whether a pair is a candidate then stays a
 * function of the current records alone, and a full run finds the same pairs.
 */
export async function updateBlocks(
  trx: Database,
  model: ResolutionModel,
  changed: readonly RecordId[],
): Promise<BlockUpdate> {
  const current = await findRecordValues(trx, changed);
  const left = await removeMemberships(trx, changed);
  const joined = current.flatMap((record) => membershipsOf(record, model));
  await insertMemberships(trx, joined);
  const { oversize, crossed } = await weighBlocks(trx, left, joined);
  const drawnIn = crossed.length === 0 ? [] : await findMembers(trx, crossed);
  const dirty = new Set([...changed, ...drawnIn]);
  const widened = drawnIn.length === 0 ? joined : await membershipsOfAll(trx, model, [...dirty]);
  const oversizeKeys = drawnIn.length === 0 ? oversize : (await weighBlocks(trx, [], widened)).oversize;
  const usable = new Set(widened.map(({ key }) => key).filter((key) => !oversizeKeys.has(key)));
  const neighbours = await findMembers(trx, [...usable]);
  const records = await findRecordValues(trx, [...new Set([...neighbours, ...dirty])]);
  return { dirty, records, oversizeKeys };
}

function membershipsOf(record: RecordValues, model: ResolutionModel): readonly BlockMembership[] {
  const { settings } = model;
  const rules = new Map(settings.blocking.map((rule) => [rule.name, rule]));
  return blockingKeys(prepareRecord(record, settings), settings).map(({ rule, key, refines }) => {
    const caps = rules.get(rule);
    return { recordId: record.id, key, cap: (refines === null ? caps?.cap : caps?.refinedCap) ?? null };
  });
}

async function membershipsOfAll(
  trx: Database,
  model: ResolutionModel,
  ids: readonly RecordId[],
): Promise<readonly BlockMembership[]> {
  return (await findRecordValues(trx, ids)).flatMap((record) => membershipsOf(record, model));
}

/** Which of the blocks stand above their cap now, and which crossed it by these leavings and joinings. */
async function weighBlocks(
  trx: Database,
  left: readonly BlockMembership[],
  joined: readonly BlockMembership[],
): Promise<{ readonly oversize: ReadonlySet<bigint>; readonly crossed: readonly bigint[] }> {
  const growth = new Map<bigint, number>();
  const caps = new Map<bigint, number>();
  const note = (memberships: readonly BlockMembership[], step: number) => {
    for (const { key, cap } of memberships) {
      if (cap === null) continue;
      caps.set(key, cap);
      growth.set(key, (growth.get(key) ?? 0) + step);
    }
  };
  note(left, -1);
  note(joined, 1);
  const sizes = new Map((await countBlocks(trx, [...caps.keys()])).map(({ key, size }) => [key, size]));
  const oversize = new Set<bigint>();
  const crossed: bigint[] = [];
  for (const [key, cap] of caps) {
    const after = sizes.get(key) ?? 0;
    const before = after - (growth.get(key) ?? 0);
    if (after > cap) oversize.add(key);
    if (before > cap !== after > cap) crossed.push(key);
  }
  return { oversize, crossed };
}
