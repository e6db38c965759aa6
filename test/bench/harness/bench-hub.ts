import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHubClient, type HubClient } from '../../../gateway/cli/hub-client.ts';
import { readSystemEnvironment } from '../../../schema/runtime/environment.ts';
import type { DatabaseAddress } from '../../../schema/store/database.ts';
import type { FromHub, HubProcessOptions, MemoryReport, ToHub } from './hub-messages.ts';

/** A fresh hub in a process of its own, on an embedded database of its own. */
export interface BenchHub {
  readonly url: string;
  readonly connection: DatabaseAddress['connection'];
  /** A folder for the bench's files; removed with the hub. */
  readonly folder: string;
  /** The client of the department that owns the dataset. */
  clientFor(dataset: string): HubClient;
  tokenFor(dataset: string): string;
  memory(): Promise<MemoryReport>;
}

/** Starts a hub, gives it to `work`, and ends it and removes its data whatever happens. */
export async function withBenchHub<T>(
  { workers }: Pick<HubProcessOptions, 'workers'>,
  work: (hub: BenchHub) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'commongrid-bench-'));
  const process = startProcess({ dataDir: path.join(folder, 'data'), workers });
  try {
    return await work(await toBenchHub(process, folder));
  } finally {
    await endProcess(process);
    await rm(folder, { recursive: true, force: true });
  }
}

function startProcess(options: HubProcessOptions): ChildProcess {
  return fork(path.join(import.meta.dirname, 'serve-hub.js'), [JSON.stringify(options)], {
    env: readSystemEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function toBenchHub(process: ChildProcess, folder: string): Promise<BenchHub> {
  const { url, connection, departments } = await receive(process, 'ready');
  const tokenFor = (dataset: string): string => {
    const token = departments[dataset.split('.')[0] ?? ''];
    if (token === undefined) throw new Error(`${dataset}: no department of the bench's hub owns it.`);
    return token;
  };
  return {
    url,
    connection,
    folder,
    tokenFor,
    clientFor: (dataset) => createHubClient(url, tokenFor(dataset), ''),
    memory: async () => {
      const report = receive(process, 'memory');
      tell(process, { kind: 'memory' });
      return (await report).report;
    },
  };
}

async function endProcess(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exited = once(process, 'exit');
  if (process.connected) tell(process, { kind: 'stop' });
  await exited;
}

function tell(process: ChildProcess, message: ToHub): void {
  process.send(message);
}

type MessageOf<Kind extends FromHub['kind']> = Extract<FromHub, { kind: Kind }>;

/** The next message of the kind. @throws when the process ends before it */
function receive<Kind extends FromHub['kind']>(process: ChildProcess, kind: Kind): Promise<MessageOf<Kind>> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: FromHub): void => {
      if (!isKind(message, kind)) return;
      settle();
      resolve(message);
    };
    const onExit = (code: number | null): void => {
      settle();
      reject(new Error(`the hub under measurement ended early (exit ${code ?? 'by a signal'}); see its log above.`));
    };
    const settle = (): void => {
      process.off('message', onMessage);
      process.off('exit', onExit);
    };
    process.on('message', onMessage);
    process.on('exit', onExit);
  });
}

function isKind<Kind extends FromHub['kind']>(message: FromHub, kind: Kind): message is MessageOf<Kind> {
  return message.kind === kind;
}
