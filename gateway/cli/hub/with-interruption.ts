import { createLifecycle, type Lifecycle } from '../../../schema/runtime/lifecycle.ts';
import type { Log } from '../../../schema/runtime/log.ts';
import { stopOnSignal } from '../../../schema/runtime/stop-on-signal.ts';
import { exitCodes } from '../exit-codes.ts';

/**
 * Runs a command that ends by itself and closes what it opened: when it is done, when it fails, and when Ctrl-C or
 * SIGTERM cuts it short, so that no embedded server is left behind.
 */
export async function withInterruption<T>(log: Log, work: (lifecycle: Lifecycle) => Promise<T>): Promise<T> {
  const lifecycle = createLifecycle(log);
  const release = stopOnSignal(lifecycle, log, {
    exit: (code) => process.exit(code === 0 ? exitCodes.interrupted : code),
  });
  try {
    return await work(lifecycle);
  } finally {
    await lifecycle.close();
    release();
  }
}
