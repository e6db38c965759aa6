import path from 'node:path';
import { startEmbeddedPostgres } from '../../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import type { Environment } from '../../../schema/runtime/environment.ts';
import type { Lifecycle } from '../../../schema/runtime/lifecycle.ts';
import type { Log } from '../../../schema/runtime/log.ts';
import type { DatabaseAddress } from '../../../schema/store/database.ts';

export interface ServedDatabase {
  readonly connection: DatabaseAddress['connection'];
  /** This process started the embedded server for itself: nobody else can be at work in it. */
  readonly isAlone: boolean;
  readonly kind: 'external' | 'embedded';
}

/** The database that the environment names, or the embedded one below DATA_DIR, started or joined. */
export async function serveDatabase(environment: Environment, lifecycle: Lifecycle, log: Log): Promise<ServedDatabase> {
  if (environment.databaseUrl !== null) {
    return { connection: environment.databaseUrl, isAlone: false, kind: 'external' };
  }
  const server = await lifecycle.open(
    'embedded PostgreSQL',
    () =>
      startEmbeddedPostgres(path.join(environment.dataDir, 'postgres'), {
        onLost: () => log.error('the embedded PostgreSQL server has ended; start the hub again'),
      }),
    (opened) => opened.stop(),
  );
  return { connection: server.connection, isAlone: server.origin !== 'attached', kind: 'embedded' };
}
