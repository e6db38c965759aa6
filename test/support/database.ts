import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, type DatabaseAddress, openDatabase } from '../../schema/store/database.ts';
import { noteClosed, noteOpened } from './open-databases.ts';
import { addressOf, findTestServer, type TestServer } from './test-server.ts';

export interface TestDatabase {
  readonly db: Database;
  /** To open further pools on the same database. */
  readonly connection: DatabaseAddress['connection'];
  /** Closes `db` and drops the database. Throws when somebody still holds a connection to it. */
  close(): Promise<void>;
}

/** A fresh, migrated database of its own, cloned from the run's template (about 50 ms). */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = requireServer();
  const name = `${server.prefix}_${randomBytes(6).toString('hex')}`;
  await maintain(server, (db) => db.raw('create database ?? template ??', [name, server.template]));
  const connection = addressOf(server, name);
  const db = openDatabase({ connection });
  noteOpened(name);
  return {
    db,
    connection,
    close: async () => {
      noteClosed(name);
      await db.destroy();
      await maintain(server, async (maintenance) => {
        const left = await waitForLeavers(maintenance, name);
        await maintenance.raw('drop database if exists ?? with (force)', [name]);
        if (left > 0) {
          throw new Error(`${left} connection(s) to the test database are open; destroy every pool before close().`);
        }
      });
    },
  };
}

function requireServer(): TestServer {
  const server = findTestServer();
  if (server) return server;
  throw new Error('No test database: this test belongs below test/integration or test/end-to-end.');
}

async function maintain(server: TestServer, work: (db: Database) => PromiseLike<unknown>): Promise<void> {
  const db = openDatabase({ connection: addressOf(server, server.maintenanceDatabase), poolSize: 1 });
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}

/** How many clients are still connected after a second: a closed pool's server processes take a moment to go. */
async function waitForLeavers(maintenance: Database, name: string): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const rows = await maintenance('pg_stat_activity').where({ datname: name, backend_type: 'client backend' });
    if (rows.length === 0 || attempt === 50) return rows.length;
    await sleep(20);
  }
}
