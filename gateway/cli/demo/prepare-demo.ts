import { rm } from 'node:fs/promises';
import path from 'node:path';
import { stopAbandonedPostgres } from '../../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import type { Environment } from '../../../schema/runtime/environment.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { UsageError } from '../exit-codes.ts';

/**
 * The demo's own data folder, emptied: each demo begins with nothing, and the hub's own data beside it is not touched.
 * With DATABASE_URL the database is used as it is and must be empty (requireEmpty).
 *
 * @throws UsageError while another demo uses the folder
 */
export async function prepareDemo(environment: Environment): Promise<Environment> {
  const dataDir = path.join(environment.dataDir, 'demo');
  if (environment.databaseUrl === null) {
    if ((await stopAbandonedPostgres(path.join(dataDir, 'postgres'))) === 'in-use') {
      throw new UsageError(`another demo is running in ${dataDir}; stop it, or set DATA_DIR to another folder`);
    }
    await rm(dataDir, { recursive: true, force: true });
  }
  return { ...environment, dataDir };
}

/** @throws UsageError when an external database already holds records */
export async function requireEmpty(db: Database): Promise<void> {
  const [row] = await runSql<{ taken: boolean }>(db, 'select exists (select 1 from record) as taken');
  if (row?.taken) {
    throw new UsageError('DATABASE_URL names a database that holds records; the demo wants an empty one, or none set');
  }
}
