import { setTimeout as sleep } from 'node:timers/promises';
import { readErrorCode } from '../error-code.ts';
import type { FolderLayout } from './folder-layout.ts';
import { isProcessAlive } from './process-identity.ts';
import { examineServer, readPostmasterPid } from './running-server.ts';

/**
 * Stops the server that serves the folder: fast first (open transactions are rolled back, everything is written),
 * immediately after `timeoutMs` (the next start replays the log). Nothing to do when none runs.
 */
export async function stopServer(layout: FolderLayout, timeoutMs: number): Promise<void> {
  const pid = readPostmasterPid(layout);
  if (pid === null || (await examineServer(layout)) === 'absent') return;
  sendSignal(pid, 'SIGINT');
  if (await isGoneWithin(pid, timeoutMs)) return;
  sendSignal(pid, 'SIGQUIT');
  if (await isGoneWithin(pid, 10_000)) return;
  throw new Error(`embedded PostgreSQL: process ${pid} does not stop; end it with kill -QUIT ${pid}.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // ESRCH: it has just stopped by itself.
    if (readErrorCode(error) !== 'ESRCH') throw error;
  }
}

async function isGoneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isProcessAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
