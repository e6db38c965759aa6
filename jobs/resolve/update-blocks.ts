import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { ResolutionModel } from '../../schema/model/resolution.ts';
import { findMembers, findMemberships } from '../../schema/store/blocking-key-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { findRecordValues } from '../../schema/store/record-values-store.ts';
import { findOversize, moveBlocks, type PossibleMembership, possibleMemberships } from './move-blocks.ts';

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
  { settings }: ResolutionModel,
  changed: readonly RecordId[],
): Promise<BlockUpdate> {
  const possible = (records: readonly RecordValues[]) =>
    records.flatMap((record) => possibleMemberships(record, settings));
  const isCoarse = ({ refined }: { readonly refined: boolean }) => !refined;

  const ownPossible = possible(await findRecordValues(trx, changed));
  const ownStored = await findMemberships(trx, changed);
  const crossed = await moveBlocks(trx, ownStored.filter(isCoarse), ownPossible.filter(isCoarse));

  const known = new Set(changed);
  const drawnIn = (await findMembers(trx, crossed)).filter((id) => !known.has(id));
  const allPossible =
    drawnIn.length === 0 ? ownPossible : [...ownPossible, ...possible(await findRecordValues(trx, drawnIn))];
  const allStored = drawnIn.length === 0 ? ownStored : [...ownStored, ...(await findMemberships(trx, drawnIn))];
  const oversizeCoarse = await findOversize(trx, allPossible.filter(isCoarse));
  const refined = allPossible.filter(({ refines }) => refines !== null && oversizeCoarse.has(refines));
  const crossedRefined = await moveBlocks(
    trx,
    allStored.filter((membership) => membership.refined),
    refined,
  );

  const dirty = new Set([...changed, ...drawnIn, ...(await findMembers(trx, crossedRefined))]);
  return { dirty, ...(await gatherNeighbours(trx, dirty, allPossible, refined, oversizeCoarse)) };
}

async function gatherNeighbours(
  trx: Database,
  dirty: ReadonlySet<RecordId>,
  possible: readonly PossibleMembership[],
  refined: readonly PossibleMembership[],
  oversizeCoarse: ReadonlySet<bigint>,
): Promise<Omit<BlockUpdate, 'dirty'>> {
  // Those that only a refined block drew in were not read yet.
  const read = new Set(possible.map(({ recordId }) => recordId));
  const others = await findMemberships(
    trx,
    [...dirty].filter((id) => !read.has(id)),
  );
  const oversizeKeys = new Set([...oversizeCoarse, ...(await findOversize(trx, [...refined, ...others]))]);
  const usable = new Set<bigint>();
  for (const { key, refines } of possible) if (refines === null && !oversizeKeys.has(key)) usable.add(key);
  for (const { key } of [...refined, ...others]) if (!oversizeKeys.has(key)) usable.add(key);
  const neighbours = await findMembers(trx, [...usable]);
  const records = await findRecordValues(trx, [...new Set([...neighbours, ...dirty])]);
  return { records, oversizeKeys };
}
