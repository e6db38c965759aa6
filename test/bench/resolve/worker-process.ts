import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import type { DatabaseAddress } from '../../../schema/store/database.ts';

export interface ReconcileWorkerOptions {
  readonly connection: DatabaseAddress['connection'];
  /** Null: the queue rests in the database. */
  readonly redisUrl: string | null;
  readonly prefix: string;
  readonly recordsPerPart: number;
  /** After so long without a sign of life of a worker its jobs go to another. */
  readonly lockMs: number;
}

export interface WorkerProcess {
  readonly pid: number;
  /** kill -9, and waits for it. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A worker in a process of its own, of the build, ready to take jobs. */
export async function startWorkerProcess(options: ReconcileWorkerOptions): Promise<WorkerProcess> {
  const script = path.join(packageRoot(), 'dist', 'test', 'bench', 'resolve', 'reconcile-worker.js');
  const child = fork(script, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [outcome] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (outcome !== 'ready') throw new Error('a worker of reconciliations ended before it was ready');
  return {
    pid: child.pid ?? 0,
    kill: () => end(child, () => child.kill('SIGKILL')),
    stop: () => end(child, () => child.send('stop')),
  };
}

async function end(child: ChildProcess, tell: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  tell();
  await exited;
}
