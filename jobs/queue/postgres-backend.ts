import { createPostgresBackend, type PgPool, Queue, runMigrations, Worker } from 'bullmq';
import type pg from 'pg';
import type { DatabaseAddress } from '../../schema/store/database.ts';
import type { QueueBackend } from './backend.ts';
import { growPool, openPatientPool, queueSchema } from './patient-pool.ts';
import { queueOptions } from './settings.ts';

/**
 * The queue in the schema `bullmq` of the hub's own database, made there when it is missing.
 * @param startEmpty drops what an earlier process left in the queue.
 */
export async function openPostgresBackend(
  connection: DatabaseAddress['connection'],
  startEmpty: boolean,
): Promise<QueueBackend> {
  const pool = openPatientPool(connection);
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await prepareSchema(pool, startEmpty);
    await growPool(pool, 0);
  } catch (error) {
    await pool.end();
    throw error;
  }
  // BullMQ takes a pg.Pool, but describes its events by overloads that @types/pg's generic signature does not fit.
  const shared = pool as unknown as PgPool;
  return {
    kind: 'postgres',
    makeQueue: (name) => new Queue(name, { ...queueOptions, connection: shared }, createPostgresBackend),
    makeWorker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection: shared }, createPostgresBackend),
    // One to listen, and one for every two jobs: a job asks the queue only when it begins and ends.
    reserve: (concurrency) => growPool(pool, 1 + Math.ceil(concurrency / 2)),
    close: () => pool.end(),
  };
}

/** The schema itself must outlive a killed server, other than what rests in it: it is not looked at again. */
async function prepareSchema(pool: pg.Pool, startEmpty: boolean): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set synchronous_commit = on');
    if (startEmpty) await client.query(`drop schema if exists ${queueSchema} cascade`);
    await runMigrations(client, queueSchema);
    await client.query('reset synchronous_commit');
  } finally {
    client.release();
  }
}
