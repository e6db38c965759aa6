import { entityTypes } from '../../schema/model/identity.ts';
import { analyseResolved } from '../../schema/store/analyse-resolved.ts';
import { markPublishedBatches } from '../../schema/store/batch-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { takePendingRecords } from '../../schema/store/record-values-store.ts';
import { lockResolution } from '../../schema/store/resolution-lock.ts';
import { noteTouched } from '../../schema/store/run-part-store.ts';
import { addReports, emptyReport, type ResolveDependencies, type ResolveReport } from './resolve-dependencies.ts';
import { resolveRecords } from './resolve-records.ts';

/** Large enough that set statements pay, small enough that a full chunk takes a few seconds. */
const defaultChunkRecords = 32_000;

export interface ResolvePendingOptions {
  readonly chunkRecords?: number;
  readonly mayGoOn?: () => Promise<boolean>;
}

/** Records resolved in one go that make the planner's statistics worthless. */
const analyseAfter = 5_000;

/**
 * Resolves what waits, chunk by chunk, each in one transaction together with the removal from the waiting list and
 * the batches it publishes. Killed anywhere, the chunk waits still; run twice, the second finds nothing.
 * @param options.chunkRecords records per transaction
 * @param options.mayGoOn asked before each chunk; false leaves the rest waiting
 */
export async function resolvePending(
  db: Database,
  dependencies: ResolveDependencies,
  { chunkRecords = defaultChunkRecords, mayGoOn = async () => true }: ResolvePendingOptions = {},
): Promise<ResolveReport> {
  let total = emptyReport;
  let analysedAt = 0;
  for (;;) {
    if (!(await mayGoOn())) return total;
    const report = await db.transaction((trx) => resolveChunk(trx, dependencies, chunkRecords));
    total = addReports(total, report);
    // Long before autovacuum looks: plans made for empty tables would cost the next runs seconds each.
    if (total.records - analysedAt >= Math.max(analyseAfter, analysedAt)) {
      await analyseResolved(db);
      analysedAt = total.records;
    }
    if (report.records < chunkRecords) return total;
  }
}

async function resolveChunk(
  trx: Database,
  dependencies: ResolveDependencies,
  chunkRecords: number,
): Promise<ResolveReport> {
  await lockResolution(trx);
  const pending = await takePendingRecords(trx, chunkRecords);
  await noteTouched(
    trx,
    pending.map(({ id }) => id),
  );
  let total = emptyReport;
  for (const entityType of entityTypes) {
    const ids = pending.filter((record) => record.entityType === entityType).map(({ id }) => id);
    if (ids.length > 0) total = addReports(total, await resolveRecords(trx, dependencies, entityType, ids));
  }
  await markPublishedBatches(trx, dependencies.clock.now());
  return total;
}
