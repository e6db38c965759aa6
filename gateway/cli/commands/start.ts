import type { Command } from 'commander';
import { startWorkers } from '../../../jobs/workers.ts';
import { createLifecycle } from '../../../schema/runtime/lifecycle.ts';
import { stopOnSignal } from '../../../schema/runtime/stop-on-signal.ts';
import { readLookupSettings } from '../hub/lookup-settings.ts';
import { openHub } from '../hub/open-hub.ts';
import { startGateway } from '../hub/start-gateway.ts';
import { openContext } from '../run-command.ts';

type Part = 'gateway' | 'workers';

/** `commongrid start`, `gateway`, `worker`: the processes that stay. */
export function registerStart(program: Command): void {
  const register = (name: string, description: string, parts: readonly Part[]) =>
    program
      .command(name)
      .description(description)
      .action(() => runUntilStopped(parts));
  register('start', 'gateway and workers in one process', ['gateway', 'workers']);
  register('gateway', 'the HTTP side alone; any number share one database', ['gateway']);
  register('worker', 'the jobs alone; any number share one database', ['workers']);
}

async function runUntilStopped(parts: readonly Part[]): Promise<void> {
  const { environment, log } = openContext({ quiet: false });
  const lifecycle = createLifecycle(log);
  stopOnSignal(lifecycle, log);
  const hub = await openHub(environment, log, lifecycle);
  if (parts.includes('workers')) await startWorkers(hub.queue, hub);
  if (parts.includes('gateway')) {
    const { url } = await startGateway(hub, { ...environment, lookups: readLookupSettings() });
    log.info({ url, queue: hub.queue.backend, database: hub.databaseKind }, 'the hub is ready');
  } else {
    log.info({ queue: hub.queue.backend, database: hub.databaseKind }, 'the worker is ready');
  }
}
