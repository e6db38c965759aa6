import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type FolderLayout, layOutFolder } from './folder-layout.ts';
import { withFolderLock } from './folder-lock.ts';
import { addHolder, countHolders, removeHolder } from './holders.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { launchServer } from './launch-server.ts';
import { locateBinaries } from './locate-binaries.ts';
import { connectionTo, databaseName, type EmbeddedConnection, examineServer } from './running-server.ts';
import { chooseServerAccount } from './server-account.ts';
import { defaultSettings, type ServerSettings } from './server-settings.ts';
import { stopServer } from './stop-server.ts';
import { watchServer } from './watch-server.ts';

export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  /** Other living processes use it too (attached); it ran, but its users had died (adopted); by this call (started). */
  readonly origin: 'started' | 'attached' | 'adopted';
  /** Leaves the server, and stops it when nobody else uses it. May be called more than once. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Over defaultSettings. A running server that is attached or adopted keeps its own. */
  readonly settings?: ServerSettings;
  /** For the lock, the start with recovery, and the stop, each. */
  readonly timeoutMs?: number;
  /** Called once when the server ends without stop(): killed, or out of memory. Its data is whole; start again. */
  readonly onLost?: () => void;
}

/**
 * Serves the database in `folder`, making both when they are not there. Any number of processes may call this for one
 * folder: the first starts the server, the others attach to it, and the last to stop() stops it; so none loses it
 * when the one that started it ends, not even by kill -9. A server whose users were all killed is adopted by the next
 * call. Throws an Error that names the folder, the cause and the next step.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    // node-postgres reaches no Unix socket there, and a port without a password would be open to everybody.
    throw new Error('embedded PostgreSQL: not served on Windows; set DATABASE_URL, or run the hub in WSL.');
  }
  const timeoutMs = options.timeoutMs ?? 60_000;
  const layout = layOutFolder(folder);
  const binaries = locateBinaries();

  const { origin, holder } = await withFolderLock(layout.lockFile, timeoutMs, async () => {
    const isRunning = (await settle(layout, timeoutMs)) === 'ready';
    const isUsed = countHolders(layout.holders) > 0;
    if (!isRunning) {
      const account = chooseServerAccount(binaries, layout);
      initialiseCluster(layout, binaries, account);
      await launchServer(layout, binaries, account, { ...defaultSettings, ...options.settings }, timeoutMs);
    }
    await createDatabase(layout);
    const kind = isUsed ? 'attached' : isRunning ? 'adopted' : 'started';
    return { origin: kind, holder: addHolder(layout.holders) } as const;
  });

  const watch = watchServer(layout, options.onLost);
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    watch.end();
    await withFolderLock(layout.lockFile, timeoutMs, async () => {
      removeHolder(holder);
      if (countHolders(layout.holders) === 0) await stopServer(layout, timeoutMs);
    });
  };
  return {
    connection: connectionTo(layout),
    origin,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Stops a server whose users were all killed. `in-use`: a living process holds it. `absent`: none was running. */
export async function stopAbandonedPostgres(
  folder: string,
  timeoutMs = 30_000,
): Promise<'stopped' | 'in-use' | 'absent'> {
  const layout = layOutFolder(folder);
  return await withFolderLock(layout.lockFile, timeoutMs, async () => {
    if (countHolders(layout.holders) > 0) return 'in-use';
    if ((await settle(layout, timeoutMs)) === 'absent') return 'absent';
    await stopServer(layout, timeoutMs);
    return 'stopped';
  });
}

/** Waits while a server of this folder starts, recovers or stops. */
async function settle(layout: FolderLayout, timeoutMs: number): Promise<'ready' | 'absent'> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const state = await examineServer(layout);
    if (state !== 'busy') return state;
    if (performance.now() > deadline) {
      throw new Error(
        `embedded PostgreSQL: the server in ${layout.folder} neither answers nor ends; see ${layout.logFile}.`,
      );
    }
    await sleep(50);
  }
}

async function createDatabase(layout: FolderLayout): Promise<void> {
  const client = new pg.Client(connectionTo(layout, 'postgres'));
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
