import type { RecordId } from '../../schema/model/identity.ts';
import type { BlockMembership, BlockStore } from '../../schema/store/blocking-key-store.ts';
import { capOf, type WantedMembership } from './record-blocks.ts';

export interface BlockMove {
  /** Blocks of the wanted memberships that hold more records than their cap. */
  readonly oversize: ReadonlySet<bigint>;
  /** Blocks that crossed their cap by the move, either way. */
  readonly crossed: readonly bigint[];
}

/**
 * Makes the stored memberships be the wanted ones, writing only what differs.
 * @param stored of the same records and of the same kind, coarse or refined.
 * @param caps a block's cap where no wanted membership names it: the smallest that it may have.
 */
export async function moveBlocks(
  blocks: BlockStore,
  stored: readonly BlockMembership[],
  wanted: readonly WantedMembership[],
  capOfLeft: number,
): Promise<BlockMove> {
  const left = without(stored, wanted);
  const joined = without(wanted, stored);
  await blocks.remove(left);
  await blocks.insert(joined);

  const caps = new Map(wanted.map((membership) => [membership.key, capOf(membership)]));
  const growth = sumGrowth(left, joined);
  return decideMove(caps, growth, await countMoved(blocks, caps, growth), capOfLeft);
}
