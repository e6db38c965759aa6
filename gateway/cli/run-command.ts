import type { Environment } from '../../schema/runtime/environment.ts';
import { readEnvironment } from '../../schema/runtime/environment.ts';
import { createLog, type Log } from '../../schema/runtime/log.ts';
import { type Hub, openHub } from './hub/open-hub.ts';
import { withInterruption } from './hub/with-interruption.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/** What every command is given. */
export interface CommandContext {
  readonly environment: Environment;
  readonly log: Log;
  readonly terminal: Terminal;
}

/**
 * Reads the environment and speaks to this process's terminal. A command that ends by itself logs only what a person
 * must act on, so that its own words stay readable; LOG_LEVEL says otherwise.
 */
export function openContext(options: { readonly json?: boolean; readonly quiet: boolean }): CommandContext {
  const environment = readEnvironment();
  const level = options.quiet && environment.logLevel === 'info' ? 'error' : environment.logLevel;
  return {
    environment,
    log: createLog(level),
    terminal: createTerminal({ stdout: process.stdout, stderr: process.stderr, json: options.json ?? false }),
  };
}

/** Opens the hub's database, contracts, queue and chain for one command and closes them after it. */
export async function withHub<T>(context: CommandContext, work: (hub: Hub) => Promise<T>): Promise<T> {
  return withInterruption(context.log, async (lifecycle) =>
    work(await openHub(context.environment, context.log, lifecycle)),
  );
}
