import path from 'node:path';
import pg from 'pg';
import { unavailable } from '../../../schema/model/errors.ts';
import { describeError } from '../../../schema/runtime/describe-error.ts';
import { startEmbeddedPostgres } from '../../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import type { Environment } from '../../../schema/runtime/environment.ts';
import { readErrorCode } from '../../../schema/runtime/error-code.ts';
import type { Lifecycle } from '../../../schema/runtime/lifecycle.ts';
import type { Log } from '../../../schema/runtime/log.ts';
import type { DatabaseAddress } from '../../../schema/store/database.ts';

export interface ServedDatabase {
  readonly connection: DatabaseAddress['connection'];
  /** This process started the embedded server for itself: nobody else can be at work in it. */
  readonly isAlone: boolean;
  readonly kind: 'external' | 'embedded';
}

/**
 * The database that the environment names, or the embedded one below DATA_DIR, started or joined.
 * @throws HubError DATABASE_UNREACHABLE, or EMBEDDED_DATABASE_FAILED with what the embedded server said
 */
export async function serveDatabase(environment: Environment, lifecycle: Lifecycle, log: Log): Promise<ServedDatabase> {
  if (environment.databaseUrl !== null) {
    await requireAnswer(environment.databaseUrl);
    return { connection: environment.databaseUrl, isAlone: false, kind: 'external' };
  }
  const server = await lifecycle.open(
    'embedded PostgreSQL',
    () =>
      startEmbeddedPostgres(path.join(environment.dataDir, 'postgres'), {
        onLost: () => log.error('the embedded PostgreSQL server has ended; start the hub again'),
      }).catch((cause: unknown) => {
        throw unavailable('EMBEDDED_DATABASE_FAILED', describeError(cause).message, {}, { cause });
      }),
    (opened) => opened.stop(),
  );
  return { connection: server.connection, isAlone: server.origin !== 'attached', kind: 'embedded' };
}

/** One connection, so that a wrong address is told in one line and not by the pool's first query. */
async function requireAnswer(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    const message = `DATABASE_URL: the database cannot be reached (${reasonOf(cause)}); check address, user, password and database name, and that the server runs`;
    throw unavailable('DATABASE_UNREACHABLE', message, {}, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server's own words may be shown here: before there is a connection they name the user and the database at most. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown reason';
  // A host name with several addresses: the message is empty, the code is not.
  return cause.message || readErrorCode(cause) || cause.name;
}
