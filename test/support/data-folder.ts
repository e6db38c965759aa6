import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isProcessAlive } from '../../schema/runtime/embedded-postgres/process-identity.ts';
import {
  startEmbeddedPostgres,
  stopAbandonedPostgres,
} from '../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import { type Database, openDatabase } from '../../schema/store/database.ts';

/** A hub's data folder of one test, with the embedded servers that its program starts there. */
export interface DataFolder {
  readonly path: string;
  /** The embedded server's process number, null when none has written one down. */
  postgresPid(server?: ServerPlace): number | null;
  /** Attaches to the hub's database, or starts its server, for the time of `work`. */
  withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** Stops what killed programs left running and removes everything. */
  remove(): Promise<void>;
}

/** The hub's own server, or the demo's beside it. */
type ServerPlace = 'postgres' | 'demo/postgres';
const places: readonly ServerPlace[] = ['postgres', 'demo/postgres'];
const prefix = 'cg-e2e-';

/** A short path: a Unix socket's address holds about 100 bytes. */
export async function makeDataFolder(): Promise<DataFolder> {
  await removeAbandoned();
  const folder = mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  return {
    path: folder,
    postgresPid: (server = 'postgres') => {
      const file = path.join(folder, server, 'data', 'postmaster.pid');
      return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
    },
    withDatabase: async (work) => {
      const server = await startEmbeddedPostgres(path.join(folder, 'postgres'));
      const db = openDatabase({ connection: server.connection, poolSize: 2 });
      try {
        return await work(db);
      } finally {
        await db.destroy();
        await server.stop();
      }
    },
    remove: () => removeFolder(folder),
  };
}

async function removeFolder(folder: string): Promise<void> {
  for (const place of places) {
    const server = path.join(folder, place);
    if (existsSync(server)) await stopAbandonedPostgres(server);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Folders of test processes that were killed. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(os.tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : process.pid;
    if (!isProcessAlive(owner)) await removeFolder(path.join(os.tmpdir(), name)).catch(() => undefined);
  }
}
