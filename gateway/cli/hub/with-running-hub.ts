import { startWorkers } from '../../../jobs/workers.ts';
import { issueOperatorToken } from '../../auth/issue-operator-token.ts';
import { createHubClient, type HubClient } from '../hub-client.ts';
import type { CommandContext } from '../run-command.ts';
import { readLookupSettings } from './lookup-settings.ts';
import { type Hub, openHub } from './open-hub.ts';
import { startGateway } from './start-gateway.ts';
import { withInterruption } from './with-interruption.ts';

/**
 * Starts gateway and workers in this process, on any free port of this machine, for the time of one command. Safe
 * beside a hub that is already running on the same database: any number of gateways and workers share it.
 */
export async function withRunningHub<T>(
  context: CommandContext,
  work: (hub: Hub, operator: HubClient) => Promise<T>,
): Promise<T> {
  const { environment, log } = context;
  return withInterruption(log, async (lifecycle) => {
    const hub = await openHub(environment, log, lifecycle);
    await startWorkers(hub.queue, hub);
    const { url } = await startGateway(hub, { host: '127.0.0.1', port: 0, lookups: readLookupSettings() });
    const { token, purpose } = await issueOperatorToken(hub.db, hub.clock, { hours: 24 });
    return work(hub, createHubClient(url, token, purpose));
  });
}
