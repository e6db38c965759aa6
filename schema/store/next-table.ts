import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/*
 * A table that is made anew as a whole grows beside the one in use and takes its place: readers see the old one until the
 * moment of the commit. A table created and filled in one transaction is not written to the log by a server with
 * wal_level = minimal, and an index built over it costs a third of one that grows with it.
 */

/** The name of the table that will take the place of this one. */
export const nextOf = (table: string): string => `${table}_next`;

/** Makes the next one of a table: its columns and checks, no row and no index. What an earlier attempt left is dropped. */
export async function createNext(db: Database, table: string): Promise<void> {
  await runSql(db, `drop table if exists ${nextOf(table)}`);
  await runSql(
    db,
    `create table ${nextOf(table)} (like ${table} including defaults including constraints including storage)`,
  );
}

/** Gives the next one every index that the table has, once its rows are in. */
export async function indexNext(db: Database, table: string): Promise<void> {
  for (const { name, unique, primary, columns } of await findIndexes(db, table)) {
    const next = nextOf(name);
    await runSql(db, `create ${unique ? 'unique ' : ''}index ${next} on ${nextOf(table)} ${columns}`);
    if (primary)
      await runSql(db, `alter table ${nextOf(table)} add constraint ${next} primary key using index ${next}`);
  }
}

/**
 * Puts the next ones in the place of the tables, which are dropped. It waits for readers a third of a second and then
 * fails, before a reader that waits for it could be chosen as the victim of a deadlock: begin the transaction again.
 * @throws the database's lock_not_available (55P03)
 */
export async function takePlaces(trx: Database, tables: readonly string[]): Promise<void> {
  await runSql(trx, "select set_config('lock_timeout', '300ms', true)");
  await runSql(trx, `lock table ${tables.join(', ')} in access exclusive mode`);
  for (const table of tables) {
    const indexes = await findIndexes(trx, table);
    const keys = await findForeignKeys(trx, table);
    const options = await findOptions(trx, table);
    await runSql(trx, `drop table ${table}`);
    await runSql(trx, `alter table ${nextOf(table)} rename to ${table}`);
    for (const { name } of indexes) await runSql(trx, `alter index ${nextOf(name)} rename to ${name}`);
    for (const { name, definition } of keys) {
      await runSql(trx, `alter table ${table} add constraint ${name} ${definition}`);
    }
    if (options) await runSql(trx, `alter table ${table} set (${options})`);
  }
}

interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly primary: boolean;
  /** From `using` on. */
  readonly columns: string;
}

const findIndexes = (db: Database, table: string): Promise<readonly Index[]> =>
  runSql<Index>(
    db,
    `select relname as name, indisunique as unique, indisprimary as primary,
       substring(pg_get_indexdef(indexrelid) from ' (USING .*)$') as columns
     from pg_index join pg_class on pg_class.oid = indexrelid where indrelid = ?::regclass order by not indisprimary, relname`,
    [table],
  );

/** Of the table itself; that others refer to it forbids the drop. */
const findForeignKeys = (db: Database, table: string) =>
  runSql<{ readonly name: string; readonly definition: string }>(
    db,
    `select conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where conrelid = ?::regclass and contype = 'f'`,
    [table],
  );

async function findOptions(db: Database, table: string): Promise<string | null> {
  const [row] = await runSql<{ options: string | null }>(
    db,
    `select array_to_string(reloptions, ', ') as options from pg_class where oid = ?::regclass`,
    [table],
  );
  return row?.options ?? null;
}
