import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrationSource } from '../../../migrations/registry.ts';
import { startEmbeddedPostgres } from '../../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import { type Database, type DatabaseAddress, openDatabase } from '../../../schema/store/database.ts';

/** An embedded server of its own with the hub's own settings, durable as in production; removed afterwards. */
export async function withBenchDatabase<T>(
  work: (db: Database, connection: DatabaseAddress['connection']) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'commongrid-bench-'));
  try {
    const postgres = await startEmbeddedPostgres(folder);
    try {
      const db = openDatabase({ connection: postgres.connection, poolSize: 4 });
      try {
        await db.migrate.latest({ migrationSource });
        return await work(db, postgres.connection);
      } finally {
        await db.destroy();
      }
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
