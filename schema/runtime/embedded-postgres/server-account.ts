import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readSystemEnvironment } from '../environment.ts';
import type { FolderLayout } from './folder-layout.ts';
import { binaryPath, type PostgresBinaries } from './locate-binaries.ts';

/** As whom the server's programs run: PostgreSQL refuses root. */
export interface ServerAccount {
  readonly kind: 'self' | 'other-user' | 'user-namespace';
  /** Put before the program and its arguments. */
  readonly prefix: readonly string[];
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

const ownAccount: ServerAccount = { kind: 'self', prefix: [], identity: {} };

/** Root only outside its own namespace: for node_modules or data below a home that nobody else may enter. */
const userNamespace: ServerAccount = {
  kind: 'user-namespace',
  prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'],
  identity: {},
};

/**
 * Chooses the account and hands it the data and socket folders. An ordinary user runs the server as itself; root as
 * `postgres` or `nobody` where that user can reach both the programs and the folder, else in a user namespace.
 * Throws when none of them works.
 */
export function chooseServerAccount(binaries: PostgresBinaries, layout: FolderLayout): ServerAccount {
  if (process.getuid?.() !== 0) return ownAccount;
  const candidates = [...listServiceUsers(), userNamespace];
  const account = candidates.find((candidate) => canServe(candidate, binaries, layout));
  if (!account) {
    throw new Error(
      'embedded PostgreSQL: PostgreSQL refuses to run as root, and no other user can reach its files here. ' +
        'Run the hub as an ordinary user, move it out of a private home, or set DATABASE_URL.',
    );
  }
  for (const folder of [layout.data, layout.socketFolder]) giveFolder(account, folder);
  return account;
}

/** Makes the account the owner of a folder and all in it. Only root can, and only root needs to. */
export function giveFolder(account: ServerAccount, folder: string): void {
  if (account.kind === 'self') return;
  changeOwner(folder, { uid: account.identity.uid ?? 0, gid: account.identity.gid ?? 0 });
}

/** Runs a program to its end as the account; the output is returned as text. */
export function runAs(account: ServerAccount, program: string, args: readonly string[]) {
  const [command = program, ...rest] = [...account.prefix, program, ...args];
  return spawnSync(command, rest, { ...account.identity, cwd: '/', env: serverEnvironment(), encoding: 'utf8' });
}

/** Nothing of the hub's environment reaches the server: it may hold secrets, and PG* variables would change its mind. */
export function serverEnvironment(): Readonly<Record<string, string>> {
  return { ...readSystemEnvironment(), LC_ALL: 'C', TZ: 'UTC' };
}

function canServe(account: ServerAccount, binaries: PostgresBinaries, layout: FolderLayout): boolean {
  if (runAs(account, binaryPath(binaries, 'postgres'), ['--version']).status !== 0) return false;
  if (account.kind === 'user-namespace') return true;
  // It must be able to walk to what it will be given below.
  const above = [layout.folder, path.dirname(layout.socketFolder)];
  return above.every((folder) => runAs(account, 'test', ['-x', folder]).status === 0);
}

function listServiceUsers(): readonly ServerAccount[] {
  if (!existsSync('/etc/passwd')) return [];
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return ['postgres', 'nobody'].flatMap((name) => {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    const identity = { uid: Number(fields?.[2]), gid: Number(fields?.[3]) };
    const usable = Number.isInteger(identity.uid) && Number.isInteger(identity.gid) && identity.uid > 0;
    return usable ? [{ kind: 'other-user' as const, prefix: [], identity }] : [];
  });
}

/** The whole tree: a folder once served by one account may be served by another after a move. */
function changeOwner(folder: string, owner: { readonly uid: number; readonly gid: number }): void {
  if (!existsSync(folder)) return;
  const status = lstatSync(folder);
  if (status.uid === owner.uid && status.gid === owner.gid) return;
  if (status.isDirectory()) for (const name of readdirSync(folder)) changeOwner(path.join(folder, name), owner);
  chownSync(folder, owner.uid, owner.gid);
}
