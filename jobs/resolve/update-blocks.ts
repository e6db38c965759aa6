import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { ResolutionSettings } from '../../schema/model/resolution.ts';
import type { BlockMembership, BlockStore } from '../../schema/store/blocking-key-store.ts';
import { findOversize, moveBlocks } from './move-blocks.ts';
import { coarseBlocks, refinedBlocks, type WantedMembership } from './record-blocks.ts';
import type { RunRecords } from './run-records.ts';

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
  blocks: BlockStore,
  records: RunRecords,
  settings: ResolutionSettings,
  changed: readonly RecordId[],
): Promise<BlockUpdate> {
  const caps = settings.blocking.map(({ cap }) => cap);
  const refinedCaps = settings.blocking.map(({ refinedCap }) => refinedCap);
  const dirty = new Set(changed);
  const takeIn = async (keys: readonly bigint[]): Promise<readonly RecordId[]> => {
    const ids = (await blocks.findMembers(keys)).filter((id) => !dirty.has(id));
    for (const id of ids) dirty.add(id);
    return ids;
  };

  const own = await records.read(changed);
  const ownStored = await blocks.findMemberships(changed);
  const ownCoarse = coarseBlocks(records, own, settings);
  const coarse = await moveBlocks(blocks, ownStored.filter(isCoarse), ownCoarse, caps);

  // All members of a block that crossed its cap move into its refinements, or out of them.
  const drawnIn = await takeIn(coarse.crossed);
  const moving = [...own, ...(await records.read(drawnIn))];
  const movingStored = drawnIn.length === 0 ? ownStored : [...ownStored, ...(await blocks.findMemberships(drawnIn))];
  const movingCoarse = drawnIn.length === 0 ? ownCoarse : coarseBlocks(records, moving, settings);
  const oversize = drawnIn.length === 0 ? coarse.oversize : await findOversize(blocks, movingCoarse);
  const movingRefined = refinedBlocks(records, moving, settings, oversize);
  const storedRefined = movingStored.filter((membership) => membership.refined);
  const refined = await moveBlocks(blocks, storedRefined, movingRefined, refinedCaps);

  // Those whose refined block crossed its cap stay where they are; only their pairs are other ones.
  const further = await records.read(await takeIn(refined.crossed));
  const around = await lookAround(blocks, records, settings, further);
  const oversizeKeys = new Set([...oversize, ...refined.oversize, ...around.oversize]);
  const usable = new Set<bigint>();
  for (const { key } of [...movingCoarse, ...movingRefined, ...around.memberships]) {
    if (!oversizeKeys.has(key)) usable.add(key);
  }
  const neighbours = await blocks.findMembers([...usable]);
  return { dirty, oversizeKeys, records: await records.read([...dirty, ...neighbours]) };
}

/** The blocks of records that do not move. */
async function lookAround(
  blocks: BlockStore,
  runRecords: RunRecords,
  settings: ResolutionSettings,
  records: readonly RecordValues[],
): Promise<{ readonly memberships: readonly WantedMembership[]; readonly oversize: ReadonlySet<bigint> }> {
  const coarse = coarseBlocks(runRecords, records, settings);
  const oversizeCoarse = await findOversize(blocks, coarse);
  const refined = refinedBlocks(runRecords, records, settings, oversizeCoarse);
  const oversizeRefined = await findOversize(blocks, refined);
  return { memberships: [...coarse, ...refined], oversize: new Set([...oversizeCoarse, ...oversizeRefined]) };
}

const isCoarse = ({ refined }: BlockMembership): boolean => !refined;
