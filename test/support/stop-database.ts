import { openDatabase } from '../../schema/store/database.ts';
import { takeForTeardown } from './running-test-server.ts';
import { addressOf, type TestServer, withdrawTestServer } from './test-server.ts';

/** Drops what this run made and stops the server if the run started it. */
export default async function stopDatabase(): Promise<void> {
  const running = takeForTeardown();
  if (running === null) return;
  withdrawTestServer();
  try {
    await dropDatabases(running.server);
  } finally {
    await running.stop();
  }
}

async function dropDatabases(server: TestServer): Promise<void> {
  const db = openDatabase({ connection: addressOf(server, server.maintenanceDatabase), poolSize: 1 });
  try {
    const left = await db('pg_database').whereLike('datname', `${server.prefix}%`).pluck<string[]>('datname');
    for (const name of left) await db.raw('drop database if exists ?? with (force)', [name]);
  } finally {
    await db.destroy();
  }
}
