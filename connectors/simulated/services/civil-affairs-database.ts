import pg from 'pg';
import { type Beneficiary, breakTables, dropTables, fillTables, healTables } from './civil-affairs-tables.ts';
import { startTcpFaultProxy, type TcpFault } from './tcp-fault-proxy.ts';

/** As for schema/store: a URL, or the parts of a local server's address. */
export type ServerConnection =
  | string
  | { readonly host: string; readonly port?: number; readonly user: string; readonly database: string };

/** `locked`: a query waits for ever; `missing`: the table is gone; `wrong-type`: amounts are words. Else the network fails. */
export type DatabaseFault = TcpFault | TableFault;
type TableFault = { readonly kind: 'locked' | 'missing' | 'wrong-type' };

export interface CivilAffairsDatabase {
  /** A URL by which a lookup reaches the database: through a proxy that can misbehave. */
  readonly url: string;
  readonly schema: string;
  /** null: behaves again. */
  misbehave(fault: DatabaseFault | null): Promise<void>;
  /** Drops the schema. */
  close(): Promise<void>;
}

/**
 * Creates the civil affairs office's own tables in a schema of their own on the server given (a schema of that name
 * is replaced), and fills them with a year of payments. A real SQL database that knows nothing of the hub.
 */
export async function startCivilAffairsDatabase(
  connection: ServerConnection,
  beneficiaries: Iterable<Beneficiary>,
  options: { readonly today: string; readonly schema?: string },
): Promise<CivilAffairsDatabase> {
  const schema = options.schema ?? 'civil_affairs_office';
  const admin = new pg.Client(typeof connection === 'string' ? { connectionString: connection } : { ...connection });
  await admin.connect();
  try {
    await fillTables(admin, schema, beneficiaries, options.today);
    const proxy = await startTcpFaultProxy(addressOf(admin));
    return {
      url: urlThrough(admin, proxy.port),
      schema,
      misbehave: async (fault) => {
        proxy.misbehave(null);
        await healTables(admin, schema);
        if (fault === null) return;
        if (isTableFault(fault)) await breakTables(admin, schema, fault.kind);
        else proxy.misbehave(fault);
      },
      close: async () => {
        await proxy.close();
        await healTables(admin, schema);
        await dropTables(admin, schema);
        await admin.end();
      },
    };
  } catch (error) {
    await admin.end();
    throw error;
  }
}

const isTableFault = (fault: DatabaseFault): fault is TableFault =>
  fault.kind === 'locked' || fault.kind === 'missing' || fault.kind === 'wrong-type';

const addressOf = ({ host, port }: pg.Client) =>
  host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };

function urlThrough(admin: pg.Client, port: number): string {
  const url = new URL(`postgres://127.0.0.1:${port}/`);
  url.username = encodeURIComponent(admin.user ?? '');
  url.password = encodeURIComponent(admin.password ?? '');
  url.pathname = encodeURIComponent(admin.database ?? '');
  return url.href;
}
