import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../schema/runtime/package-root.ts';

/** A script of ours in a process of its own. */
export interface RunningScript {
  readonly process: ChildProcess;
  /** The next line of its standard output; throws with its standard error when it ends without one. */
  nextLine(): Promise<string>;
  /** kill -9 unless it has ended, and waits for that. */
  kill(): Promise<void>;
}

export function runScript(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningScript {
  const support = path.join(packageRoot(), 'test', 'support');
  const child = spawn(
    process.execPath,
    ['--import', path.join(support, 'register-typescript.mjs'), path.join(support, script), ...args],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors = `${errors}${data.toString('utf8')}`.slice(-4_000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    process: child,
    nextLine: async () => {
      const line = await lines.next();
      if (line.done) throw new Error(`${script} ended early:\n${errors}`);
      return line.value;
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
