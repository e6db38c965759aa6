import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** Chosen once, arbitrary; every process on one database must use the same. */
const lockKey = 727_001_001;

/** Only one transaction in the whole hub resolves at a time; it waits here and lets go when the transaction ends. */
export async function lockResolution(trx: Database): Promise<void> {
  await runPrepared(trx, 'select pg_advisory_xact_lock(?)', [lockKey]);
}
