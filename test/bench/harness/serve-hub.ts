import { districtPlace } from '../../../connectors/simulated/district/data/places.ts';
import { createDemoClients } from '../../../gateway/cli/demo/demo-clients.ts';
import { openHub } from '../../../gateway/cli/hub/open-hub.ts';
import { startGateway } from '../../../gateway/cli/hub/start-gateway.ts';
import { startWorkers } from '../../../jobs/workers.ts';
import { readEnvironment } from '../../../schema/runtime/environment.ts';
import { createLifecycle } from '../../../schema/runtime/lifecycle.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import type { FromHub, HubProcessOptions, MemoryReport, ToHub } from './hub-messages.ts';

/**
 * A hub in a process of its own, composed as `commongrid start` composes it, for a bench to push to. Started by
 * startBenchHub; ends when told to, or when the bench goes away.
 */
const options: HubProcessOptions = JSON.parse(process.argv[2] ?? '{}');
const environment = readEnvironment({ DATA_DIR: options.dataDir, LOG_LEVEL: 'error', PORT: '0' });
const log = createLog(environment.logLevel);
const lifecycle = createLifecycle(log);
const memory = watchMemory();

const hub = await openHub(environment, log, lifecycle);
if (options.workers) await startWorkers(hub.queue, hub);
const { url } = await startGateway(hub, { host: '127.0.0.1', port: 0, lookups: {} });
const clients = await createDemoClients(hub.db, hub.clock, hub.contracts, districtPlace.divisionCode);

process.on('message', (message: ToHub) => {
  if (message.kind === 'memory') tell({ kind: 'memory', report: memory.report() });
  else void stop();
});
process.on('disconnect', () => void stop());
// An interrupt reaches the whole group; the bench goes away by it, and this end still closes its database.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop());
tell({ kind: 'ready', url, connection: hub.connection, departments: Object.fromEntries(clients.departments) });

async function stop(): Promise<void> {
  memory.stop();
  await lifecycle.close();
  if (process.connected) process.disconnect();
}

function tell(message: FromHub): void {
  process.send?.(message);
}

function watchMemory() {
  let residentBytes: number[] = [];
  const timer = setInterval(() => residentBytes.push(process.memoryUsage.rss()), 250);
  return {
    report(): MemoryReport {
      const seen = residentBytes;
      residentBytes = [];
      // The kernel's own high-water mark, in KiB: no peak between two samples is missed.
      return { peakBytes: process.resourceUsage().maxRSS * 1024, residentBytes: seen };
    },
    stop: () => clearInterval(timer),
  };
}
