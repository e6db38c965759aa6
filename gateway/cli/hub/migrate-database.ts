import { migrationSource } from '../../../migrations/registry.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';

/** Any number that no other advisory lock of the hub has. */
const migrationLock = 470_219_061;

/**
 * Brings the database to this version, one process after the other. knex keeps its lock in a table, where it outlives
 * a process that is killed and refuses whoever comes second; an advisory lock ends with its connection and lets them
 * wait. Whoever holds it knows that a lock in the table is nobody's any more.
 */
export async function migrateDatabase(db: Database): Promise<void> {
  await db.transaction(async (guard) => {
    await runSql(guard, 'select pg_advisory_xact_lock(?)', [migrationLock]);
    await db.migrate.forceFreeMigrationsLock({ migrationSource });
    await db.migrate.latest({ migrationSource });
  });
}
