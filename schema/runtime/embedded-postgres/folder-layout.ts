import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isError } from '../error-code.ts';

/** Where everything of one embedded server lies. All but the socket folder is below `folder`. */
export interface FolderLayout {
  readonly folder: string;
  readonly data: string;
  /** Holds the Unix socket; below the system's temporary folder when the path would be too long. */
  readonly socketFolder: string;
  readonly socketFile: string;
  readonly pidFile: string;
  readonly logFile: string;
  readonly lockFile: string;
  /** One file per start that has not been stopped yet. */
  readonly holders: string;
}

// A socket address holds 108 bytes on Linux and 104 on macOS, its final zero included.
const maxSocketPathBytes = 103;
const socketName = '.s.PGSQL.5432';

/** Creates the folders; the data folder itself is left to initdb. Throws when the folder cannot be written. */
export function layOutFolder(folder: string): FolderLayout {
  // Root's server runs as another user, who must be able to walk through; only what lies below is private then.
  makeFolder(path.resolve(folder), process.getuid?.() === 0 ? 0o711 : 0o700);
  const real = realpathSync(folder);
  const socketFolder = chooseSocketFolder(real);
  makeFolder(socketFolder, 0o700);
  const holders = path.join(real, 'holders');
  makeFolder(holders, 0o700);
  const data = path.join(real, 'data');
  return {
    folder: real,
    data,
    socketFolder,
    socketFile: path.join(socketFolder, socketName),
    pidFile: path.join(data, 'postmaster.pid'),
    logFile: path.join(real, 'postgres.log'),
    lockFile: path.join(real, 'lock'),
    holders,
  };
}

function chooseSocketFolder(folder: string): string {
  const below = path.join(folder, 'socket');
  if (Buffer.byteLength(path.join(below, socketName)) <= maxSocketPathBytes) return below;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return path.join(os.tmpdir(), `commongrid-${process.getuid?.() ?? 0}-${name}`);
}

function makeFolder(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { recursive: true, mode });
    refuseForeign(folder);
    chmodSync(folder, mode);
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    throw new Error(`DATA_DIR: cannot use ${folder} (${reason}); name a folder that this user may write.`, {
      cause: error,
    });
  }
}

/** In a shared temporary folder someone else could have put a folder of this name first. Root hands folders to others. */
function refuseForeign(folder: string): void {
  const status = lstatSync(folder);
  if (!status.isDirectory()) throw new Error('it is not a folder');
  const user = process.getuid?.();
  if (user !== undefined && user !== 0 && status.uid !== user) throw new Error('it belongs to another user');
}
