import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readErrorCode } from '../error-code.ts';

/**
 * A process that can be told from a later one with the same number. `startedAt` is whatever the system calls the
 * start (clock ticks on Linux, a date on macOS); null where it cannot be read, and then the number alone decides.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
}

export const identifyProcess = (pid: number): ProcessIdentity => ({ pid, startedAt: readStart(pid) });

/** True while this very process runs: a zombie is dead, and so is a number that was given to another process. */
export function isSameProcessAlive(identity: ProcessIdentity): boolean {
  if (!isProcessAlive(identity.pid)) return false;
  return identity.startedAt === null || readStart(identity.pid) === identity.startedAt;
}

/** True while some process has this number and is more than a zombie. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const status = readLinuxStatus(pid);
  if (status !== null) return status.state !== 'Z' && status.state !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return readErrorCode(error) === 'EPERM';
  }
}

/** The command line of a process, or null where the system does not tell. */
export function readCommandLine(pid: number): string | null {
  if (process.platform === 'linux') return readText(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? null;
  return askPs(pid, 'command=');
}

function readStart(pid: number): string | null {
  if (process.platform === 'linux') return readLinuxStatus(pid)?.startTicks ?? null;
  return askPs(pid, 'lstart=');
}

/** From /proc/<pid>/stat; the name in parentheses may itself hold spaces and parentheses. */
function readLinuxStatus(pid: number): { readonly state: string; readonly startTicks: string | null } | null {
  if (process.platform !== 'linux') return null;
  const fields = readText(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');
  return fields?.[0] === undefined ? null : { state: fields[0], startTicks: fields[19] ?? null };
}

function askPs(pid: number, column: string): string | null {
  const answer = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() || null : null;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
