import type { Knex } from 'knex';
import type { Database } from './database.ts';

/**
 * Runs one statement and gives its rows. `?` binds; an array binds as one PostgreSQL array (cast it: `?::uuid[]`).
 * With an object, `:name` binds; write `cast(:name as uuid[])`, because knex takes `:name::` for an identifier.
 * The row type is the caller's word for the columns that the statement names.
 */
export async function runSql<Row>(
  db: Database,
  sql: string,
  bindings: readonly unknown[] | Readonly<Record<string, unknown>> = [],
): Promise<readonly Row[]> {
  const result: { rows: Row[] } = await db.raw(sql, bindings as Knex.Value[]);
  return result.rows;
}
