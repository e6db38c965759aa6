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

/** Statements that are prepared: all there are of the write path, and a bound should one be put together at run time. */
const mostPrepared = 300;
/** A plan for unknown values serves up to some thousand ids; larger ones deserve a plan for their size. */
const largestPrepared = 16_384;
const names = new Map<string, string>();

/**
 * As runSql, for a statement with a constant text that runs often: parsed once per connection, and planned once where
 * PostgreSQL finds that no values matter. In a run for twenty records parsing and planning are half of the work.
 */
export async function runPrepared<Row>(
  db: Database,
  sql: string,
  bindings: readonly unknown[] | Readonly<Record<string, unknown>> = [],
): Promise<readonly Row[]> {
  const name = Object.values(bindings).every(isSmall) ? nameOf(sql) : null;
  if (name === null) return runSql(db, sql, bindings);
  const result: { rows: Row[] } = await db.raw(sql, bindings as Knex.Value[]).options({ name });
  return result.rows;
}

function nameOf(sql: string): string | null {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= mostPrepared) return null;
  const name = `commongrid_${names.size}`;
  names.set(sql, name);
  return name;
}

const isSmall = (value: unknown): boolean =>
  typeof value === 'string' ? value.length <= largestPrepared : !Array.isArray(value) || value.length <= mostPrepared;
