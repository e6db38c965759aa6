import { announceBatch } from '../../../gateway/feeds/announce-batch.ts';
import type { Database } from '../../../schema/store/database.ts';
import type { Landing } from '../../../schema/store/landing/land-batch.ts';
import { findBatch } from '../../../schema/store/stored-batch.ts';
import { type HeldQueue, silentLog } from './direct-hub.ts';

/** Asks for a landed batch as the gateway does. */
export async function announce(db: Database, queue: HeldQueue, landing: Landing): Promise<void> {
  if (landing.replayed) throw new Error('unexpected replay');
  const batch = await findBatch(db, landing.batchId);
  if (!batch) throw new Error('the batch is not there');
  await announceBatch(
    { queue, log: silentLog },
    { id: batch.id, rows: batch.received, pages: landing.pages, mode: batch.mode },
  );
}
