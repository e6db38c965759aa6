import { readFileSync, realpathSync } from 'node:fs';
import pg from 'pg';
import { readErrorCode } from '../error-code.ts';
import type { FolderLayout } from './folder-layout.ts';
import { superuser } from './initialise-cluster.ts';
import { isProcessAlive, readCommandLine } from './process-identity.ts';

/** How node-postgres and knex reach the server. */
export interface EmbeddedConnection {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

export const databaseName = 'commongrid';

export const connectionTo = (layout: FolderLayout, database = databaseName): EmbeddedConnection => ({
  host: layout.socketFolder,
  user: superuser,
  database,
});

/**
 * What answers in the folder. `ready`: our data folder is being served. `busy`: its server is starting, recovering or
 * stopping. `absent`: nobody serves it, whatever the pid file says; its number may be a zombie's or have been given
 * to another process.
 */
export type ServerState = 'ready' | 'busy' | 'absent';

export async function examineServer(layout: FolderLayout): Promise<ServerState> {
  // The socket is asked before the pid file is believed: from another container the number means nothing.
  const answer = await askDataFolder(layout);
  if (answer.kind === 'answered') return isSameFolder(answer.dataFolder, layout.data) ? 'ready' : 'absent';
  if (answer.kind === 'refused-for-now') return 'busy';
  const pid = readPostmasterPid(layout);
  if (pid === null || !isProcessAlive(pid)) return 'absent';
  const commandLine = readCommandLine(pid);
  // Its children carry another title, so only the server itself names the data folder.
  return commandLine === null || commandLine.includes(layout.data) ? 'busy' : 'absent';
}

/** The server's process number as its pid file says it; null when there is none. */
export function readPostmasterPid(layout: FolderLayout): number | null {
  try {
    const pid = Number(readFileSync(layout.pidFile, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

type Answer =
  | { readonly kind: 'answered'; readonly dataFolder: string }
  | { readonly kind: 'refused-for-now' }
  | { readonly kind: 'silent' };

async function askDataFolder(layout: FolderLayout): Promise<Answer> {
  const client = new pg.Client({ ...connectionTo(layout, 'postgres'), connectionTimeoutMillis: 5_000 });
  // A connection that breaks later is reported by query() too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return { kind: 'answered', dataFolder: rows[0]?.data_directory ?? '' };
  } catch (error) {
    // 57P03 starting up or shutting down; 53300 every connection is taken.
    const code = readErrorCode(error);
    return code === '57P03' || code === '53300' ? { kind: 'refused-for-now' } : { kind: 'silent' };
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isSameFolder(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
