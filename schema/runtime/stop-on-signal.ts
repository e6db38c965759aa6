import { setTimeout as sleep } from 'node:timers/promises';
import type { Lifecycle } from './lifecycle.ts';
import type { Log } from './log.ts';

export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

export interface StopOptions {
  /** After this long the process ends although something is still open; 30 s by default. */
  readonly deadlineMs?: number;
  readonly signals?: SignalSource;
  readonly exit?: (code: number) => void;
}

/**
 * Closes in order at the first SIGINT or SIGTERM and exits: 0 when all closed, 1 when not or too late. A second signal
 * exits at once (130). Returns a function that takes the handlers away.
 */
export function stopOnSignal(lifecycle: Lifecycle, log: Log, options: StopOptions = {}): () => void {
  const { deadlineMs = 30_000, signals = process, exit = (code) => process.exit(code) } = options;
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) {
      exit(130);
      return;
    }
    stopping = true;
    log.info({ signal }, 'stopping');
    void closeWithin(lifecycle, log, deadlineMs).then(exit);
  };
  signals.on('SIGINT', onSignal);
  signals.on('SIGTERM', onSignal);
  return () => {
    signals.off('SIGINT', onSignal);
    signals.off('SIGTERM', onSignal);
  };
}

async function closeWithin(lifecycle: Lifecycle, log: Log, deadlineMs: number): Promise<number> {
  const closed = lifecycle.close().then(
    () => 0,
    (error: unknown) => {
      log.error({ err: error }, 'stopped with faults');
      return 1;
    },
  );
  const late = sleep(deadlineMs, 1, { ref: false });
  const code = await Promise.race([closed.then((value) => ({ value })), late.then(() => null)]);
  if (code === null) log.error({ deadlineMs }, 'stopping took too long');
  return code?.value ?? 1;
}
