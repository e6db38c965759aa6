import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/**
 * Lets this transaction commit without waiting for the disk: only for work that is done again, from what is durable
 * already, should the server crash just then. A later commit that does wait makes this one durable with it.
 */
export async function commitLater(trx: Database): Promise<void> {
  await runPrepared(trx, "select set_config('synchronous_commit', 'off', true)");
}
