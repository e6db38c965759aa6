import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSystemEnvironment } from '../../schema/runtime/environment.ts';
import { findBuiltProgram } from './built-program.ts';
import { until } from './until.ts';

/** How a run of the program ended and what it said. */
export interface CliResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly dataDir: string;
  /** Over an environment that has nothing but DATA_DIR, so that the defaults are what is tested. */
  readonly env?: Readonly<Record<string, string>>;
  /** After this long it is killed and the run fails; 60 s by default. */
  readonly timeoutMs?: number;
}

/** The program in a process of its own, still running. */
export interface RunningCli {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  isRunning(): boolean;
  /** Waits for its end; kills it and throws with what it said when that takes longer than `timeoutMs`. */
  ended(timeoutMs?: number): Promise<CliResult>;
  /** Sends the signal unless it has ended, and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<CliResult>;
}

/** Runs `commongrid …` to its end. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  return startCli(args, options).ended(options.timeoutMs);
}

export function startCli(args: readonly string[], { dataDir, env = {} }: CliOptions): RunningCli {
  const child = spawn(process.execPath, [findBuiltProgram(), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...readSystemEnvironment(), DATA_DIR: dataDir, ...env },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  // `close`, not `exit`: by then everything it said has been read.
  const closed: Promise<CliResult> = once(child, 'close').then(([code]) => ({ code, ...said }));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const ended = async (timeoutMs = 60_000): Promise<CliResult> => {
    const result = await Promise.race([closed, sleep(timeoutMs, null, { ref: false })]);
    if (result !== null) return result;
    child.kill('SIGKILL');
    throw new Error(`commongrid ${args.join(' ')}: not ended after ${timeoutMs} ms; it said:\n${said.stderr}`);
  };
  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    isRunning,
    ended,
    end: (signal) => {
      if (isRunning()) child.kill(signal);
      return ended();
    },
  };
}

export interface RunningHub extends RunningCli {
  readonly url: string;
}

/** `commongrid start` on any free port, once it says that it is ready. */
export async function startHub(options: CliOptions): Promise<RunningHub> {
  const hub = startCli(['start'], { ...options, env: { PORT: '0', ...options.env } });
  const readUrl = () => /"url":"([^"]+)"[^\n]*the hub is ready/.exec(hub.stderr())?.[1];
  await until(() => readUrl() !== undefined || !hub.isRunning(), options.timeoutMs ?? 60_000);
  const url = readUrl();
  if (url === undefined) throw new Error(`the hub did not start:\n${(await hub.ended()).stderr}`);
  return { ...hub, url };
}

/** What a run that must succeed wrote to standard output. @throws Error with what it said when it did not */
export async function expectDone(run: Promise<CliResult>): Promise<string> {
  const { code, stdout, stderr } = await run;
  if (code !== 0) throw new Error(`exit code ${code}:\n${stderr}${stdout}`);
  return stdout;
}
