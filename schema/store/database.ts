import knex, { type Knex } from 'knex';
import pg from 'pg';

/** A knex instance or a transaction of one: store functions take either, the caller opens transactions. */
export type Database = Knex;

export interface DatabaseAddress {
  /** A URL, or the parts of the embedded server's Unix socket. */
  readonly connection:
    | string
    | { readonly host: string; readonly port?: number; readonly user: string; readonly database: string };
  readonly poolSize?: number;
}

// bigint as text everywhere: record ids and chain positions may pass 2^53. date as 'YYYY-MM-DD': a birthday has no time zone.
const textTypes: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.DATE]);
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    textTypes.has(oid)
      ? (value: string) => value
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Opens a pool; the caller closes it with `db.destroy()`. int8 and date come back as text, timestamptz as Date. */
export function openDatabase(address: DatabaseAddress): Database {
  const connection =
    typeof address.connection === 'string' ? { connectionString: address.connection } : { ...address.connection };
  return knex({
    client: 'pg',
    connection: { ...connection, types } as Knex.PgConnectionConfig,
    pool: { min: 0, max: address.poolSize ?? 10 },
  });
}
