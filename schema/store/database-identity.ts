import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** Names the database among all servers: the cluster and the database in it, neither of which a statement can change. */
export async function readDatabaseIdentity(db: Database): Promise<string> {
  const [row] = await runSql<{ name: string }>(
    db,
    `select system_identifier || '-' || (select oid from pg_database where datname = current_database()) as name
     from pg_control_system()`,
  );
  return row?.name ?? '';
}
