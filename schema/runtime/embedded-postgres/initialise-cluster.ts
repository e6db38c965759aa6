import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { explainFailure } from './explain-failure.ts';
import type { FolderLayout } from './folder-layout.ts';
import { binaryPath, type PostgresBinaries } from './locate-binaries.ts';
import { giveFolder, runAs, type ServerAccount } from './server-account.ts';

export const superuser = 'commongrid';

/**
 * Makes the data folder with initdb unless it is there. It is made beside and renamed when whole, so a kill or a full
 * disk in between leaves no half data folder. Throws when the folder was made by another version.
 */
export function initialiseCluster(layout: FolderLayout, binaries: PostgresBinaries, account: ServerAccount): void {
  const version = readDataVersion(layout.data);
  if (version === binaries.majorVersion) return;
  if (version !== null) throw new Error(describeOtherVersion(layout, version, binaries));
  const draft = path.join(layout.folder, 'data.new');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveFolder(account, draft);
  const made = runAs(account, binaryPath(binaries, 'initdb'), initdbArguments(draft));
  if (made.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw explainFailure('initdb', `${made.error?.message ?? ''}\n${made.stderr ?? ''}`, layout);
  }
  renameSync(draft, layout.data);
}

function initdbArguments(data: string): readonly string[] {
  const trustedSocket = ['--auth=trust', `--username=${superuser}`];
  return ['-D', data, ...trustedSocket, '--encoding=UTF8', '--no-locale', '--no-instructions'];
}

/** The major version that made the folder; null when there is none. */
function readDataVersion(data: string): number | null {
  const file = path.join(data, 'PG_VERSION');
  if (existsSync(file)) return Number(readFileSync(file, 'utf8').trim());
  if (!existsSync(data)) return null;
  if (readdirSync(data).length > 0) {
    throw new Error(
      `embedded PostgreSQL: ${data} is not a database (it has no PG_VERSION); move it away or name another DATA_DIR.`,
    );
  }
  rmSync(data, { recursive: true });
  return null;
}

const describeOtherVersion = (layout: FolderLayout, version: number, binaries: PostgresBinaries): string =>
  `embedded PostgreSQL: ${layout.data} was made by PostgreSQL ${version}, and the programs here are version ` +
  `${binaries.majorVersion}. Dump it with version ${version} and load it into a new DATA_DIR, or set DATABASE_URL.`;
