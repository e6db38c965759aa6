import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readErrorCode } from '../error-code.ts';
import { identifyProcess, isSameProcessAlive, type ProcessIdentity } from './process-identity.ts';

/**
 * Runs `work` while no other process does so with the same lock file. The lock of a process that died is taken over.
 * Throws when a living process keeps it longer than `timeoutMs`.
 */
export async function withFolderLock<T>(lockFile: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  while (!tryLock(lockFile)) {
    const holder = readHolder(lockFile);
    if (holder !== null && !isSameProcessAlive(holder)) removeIfStill(lockFile, holder);
    else if (performance.now() > deadline) throw new Error(describeStuck(lockFile, holder));
    else await sleep(25);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryLock(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, JSON.stringify(identifyProcess(process.pid)), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (readErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Null while the file is just being written, or when it is gone again. */
function readHolder(lockFile: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}

/** Two processes may find the same dead holder; the slower must not remove the lock that the faster has just taken. */
function removeIfStill(lockFile: string, holder: ProcessIdentity): void {
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  const isStill = moved?.pid === holder.pid && moved.startedAt === holder.startedAt;
  if (isStill) rmSync(aside, { force: true });
  else renameSync(aside, lockFile);
}

function describeStuck(lockFile: string, holder: ProcessIdentity | null): string {
  const who = holder ? `process ${holder.pid} has been starting or stopping the database` : 'it is damaged';
  return `embedded PostgreSQL: ${lockFile} is held (${who}); wait for it, or end that process, and start again.`;
}
