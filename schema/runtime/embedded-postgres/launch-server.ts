import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { explainFailure, readTail } from './explain-failure.ts';
import type { FolderLayout } from './folder-layout.ts';
import { binaryPath, type PostgresBinaries } from './locate-binaries.ts';
import { examineServer } from './running-server.ts';
import { type ServerAccount, serverEnvironment } from './server-account.ts';
import { type ServerSettings, settingArguments } from './server-settings.ts';

/**
 * Starts the server and waits until it answers. Called under the folder's lock, when nobody serves the folder. The
 * server is a process group of its own, so that Ctrl-C reaches the hub alone and the hub can stop in order.
 */
export async function launchServer(
  layout: FolderLayout,
  binaries: PostgresBinaries,
  account: ServerAccount,
  settings: ServerSettings,
  timeoutMs: number,
): Promise<void> {
  removeStaleFiles(layout);
  const server = spawnServer(layout, binaries, account, settings);
  const deadline = performance.now() + timeoutMs;
  let pauseMs = 10;
  while ((await examineServer(layout)) !== 'ready') {
    if (server.failure !== null || server.process.exitCode !== null || server.process.signalCode !== null) {
      throw explainFailure('postgres', `${server.failure ?? ''}\n${readTail(layout.logFile)}`, layout);
    }
    if (performance.now() > deadline) {
      server.process.kill('SIGQUIT');
      const waited = `it was not ready after ${Math.round(timeoutMs / 1000)} s`;
      throw explainFailure('postgres', `${readTail(layout.logFile)}\n${waited}`, layout);
    }
    await sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 1.5, 250);
  }
  server.process.unref();
}

interface SpawnedServer {
  readonly process: ChildProcess;
  failure: string | null;
}

function spawnServer(
  layout: FolderLayout,
  binaries: PostgresBinaries,
  account: ServerAccount,
  settings: ServerSettings,
): SpawnedServer {
  const program = binaryPath(binaries, 'postgres');
  const options = ['-D', layout.data, '-k', layout.socketFolder, ...settingArguments(settings)];
  const [command = program, ...args] = [...account.prefix, program, ...options];
  // A file, not a pipe: the server outlives a killed hub and must not write into nothing.
  const log = openSync(layout.logFile, 'w', 0o600);
  try {
    const child = spawn(command, args, {
      ...account.identity,
      cwd: '/',
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    });
    const server: SpawnedServer = { process: child, failure: null };
    child.on('error', (error) => {
      server.failure = error.message;
    });
    return server;
  } finally {
    closeSync(log);
  }
}

/**
 * PostgreSQL removes the files of a dead server itself, but takes a zombie, or another process of the same user that
 * was given its number, for a living one. examineServer has said that nobody serves the folder.
 */
function removeStaleFiles(layout: FolderLayout): void {
  for (const file of [layout.pidFile, layout.socketFile, `${layout.socketFile}.lock`]) rmSync(file, { force: true });
}
