import { type Area, buildAreaTree } from '../../schema/rules/areas/build-area-tree.ts';
import { areaAncestors } from '../../schema/rules/elements/grid-code.ts';
import { findLandedGrids, findRejectedGrids, listAreas, replaceAreas } from '../../schema/store/area-store.ts';
import { type BatchPage, closePage } from '../../schema/store/batch-page-store.ts';
import type { OpenBatch } from '../../schema/store/batch-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { closeRejectsOfBatch } from '../../schema/store/reject-store.ts';
import { findLatestSnapshot, holdDataset, isLater } from '../../schema/store/snapshot-store.ts';

/**
 * Makes the area tree what a list of grids says, unless a later list has been taken already. A grid counts as accepted when
 * it or an area above it changed. A grid whose row was rejected stays as it was.
 */
export async function replaceGrids(trx: Database, batch: OpenBatch, page: BatchPage, now: Date): Promise<void> {
  await holdDataset(trx, batch.dataset);
  const latest = await findLatestSnapshot(trx, batch.dataset);
  const landed = await findLandedGrids(trx, batch.id);
  if (latest && !isLater(batch, latest)) {
    await closePage(trx, page, { accepted: 0, unchanged: 0, superseded: landed.length });
    return;
  }
  const counting = landed.filter(({ counts }) => counts);
  const before = new Map((await listAreas(trx)).map((area) => [area.code, area]));
  const tree = buildAreaTree([...counting, ...(await findRejectedGrids(trx, batch.id))]);
  await replaceAreas(trx, tree);
  await closeRejectsOfBatch(trx, batch.id, now);

  const changed = changedCodes(before, tree);
  const accepted = counting.filter(({ code }) => lineage(code).some((area) => changed.has(area))).length;
  await closePage(trx, page, {
    accepted,
    unchanged: counting.length - accepted,
    superseded: landed.length - counting.length,
  });
}

const lineage = (code: string): readonly string[] => [code, ...areaAncestors(code).map((area) => area.code)];

function changedCodes(before: ReadonlyMap<string, Area>, tree: readonly Area[]): ReadonlySet<string> {
  const isSame = (a: Area, b: Area | undefined) =>
    b !== undefined && a.title === b.title && a.parent === b.parent && a.recordKey === b.recordKey;
  return new Set(tree.filter((area) => !isSame(area, before.get(area.code))).map(({ code }) => code));
}
