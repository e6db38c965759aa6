import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identifyProcess, isSameProcessAlive, type ProcessIdentity } from './process-identity.ts';

/** Who uses the server: one file per start that was not stopped. The last to leave stops the server. */
export function addHolder(folder: string): string {
  const file = path.join(folder, `${process.pid}-${randomUUID()}.json`);
  writeFileSync(file, JSON.stringify(identifyProcess(process.pid)), { mode: 0o600 });
  return file;
}

export const removeHolder = (file: string): void => rmSync(file, { force: true });

/** How many starts are still held by living processes; the files of the dead are removed. */
export function countHolders(folder: string): number {
  return readdirSync(folder).filter((name) => isHeld(path.join(folder, name))).length;
}

function isHeld(file: string): boolean {
  let holder: ProcessIdentity;
  try {
    holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    // Cut short by a full disk or a kill: nobody can be read from it.
    rmSync(file, { force: true });
    return false;
  }
  if (isSameProcessAlive(holder)) return true;
  rmSync(file, { force: true });
  return false;
}
