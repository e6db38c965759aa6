import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { readErrorCode } from '../../schema/runtime/error-code.ts';
import type { DatabaseAddress } from '../../schema/store/database.ts';

export const queueSchema = 'bullmq';

/**
 * The pool that every queue and worker of the process shares. A lost job is made again from the tables by the sweep,
 * so its commits need not wait for the disk: 1,400–1,700 jobs/s instead of 950.
 *
 * A BullMQ worker tries again without a pause when a query fails for any other reason than a refused connection (too
 * many connections, a server that is starting up), which would starve the event loop and fill the disk with log. So
 * here a query that fails takes its time to say so.
 */
export function openPatientPool(connection: DatabaseAddress['connection']): pg.Pool {
  const pool = new pg.Pool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    options: `-c search_path=${queueSchema} -c synchronous_commit=off`,
    application_name: 'commongrid-queue',
    max: 4,
    // A connection that was given back might not be had again when the server is full.
    idleTimeoutMillis: 0,
    keepAlive: true,
  });
  // Every worker listens for errors of the one pool.
  pool.setMaxListeners(0);
  const query = pool.query.bind(pool);
  pool.query = ((text: string, values?: unknown[]) =>
    query(text, values).catch(async (error: unknown) => {
      if (!isAnswer(error)) await sleep(failurePauseMs);
      throw error;
    })) as typeof pool.query;
  return pool;
}

const failurePauseMs = 1_000;

/** BullMQ's own functions refuse by raising BM001 ("no such job", "lock lost"); that is no failure of the server. */
const isAnswer = (error: unknown): boolean => readErrorCode(error) === 'BM001';

/**
 * Lets the pool grow by `count` connections and opens them now, all together, so that a server that has too few says so
 * here and not to a running worker. Throws what the server answered.
 */
export async function growPool(pool: pg.Pool, count: number): Promise<void> {
  pool.options.max += count;
  const wanted = pool.options.max - pool.totalCount + pool.idleCount;
  const taken = await Promise.allSettled(Array.from({ length: wanted }, () => pool.connect()));
  for (const client of taken) if (client.status === 'fulfilled') client.value.release();
  const failure = taken.find((client) => client.status === 'rejected');
  if (failure) {
    pool.options.max -= count;
    throw failure.reason;
  }
}
