import { type Lifecycle, withLifecycle } from '../../../schema/runtime/lifecycle.ts';
import type { Log } from '../../../schema/runtime/log.ts';
import { stopOnSignal } from '../../../schema/runtime/stop-on-signal.ts';
import { exitCodes } from '../exit-codes.ts';

/**
 * Runs a command that ends by itself and closes what it opened: when it is done, when it fails, and when Ctrl-C or
 * SIGTERM cuts it short, so that no embedded server is left behind.
 */
export async function withInterruption<T>(log: Log, work: (lifecycle: Lifecycle) => Promise<T>): Promise<T> {
  let release = (): void => undefined;
  try {
    return await withLifecycle(log, (lifecycle) => {
      release = stopOnSignal(lifecycle, log, {
        exit: (code) => process.exit(code === 0 ? exitCodes.interrupted : code),
      });
      return work(lifecycle);
    });
  } finally {
    // Not before all is closed: a signal in between would end the process at once.
    release();
  }
}
