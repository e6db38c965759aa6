import type { Log } from './log.ts';

/** What a process holds open, in the order it was opened. */
export interface Lifecycle {
  /**
   * Opens one resource. When it fails, all that was opened before is closed in reverse and the failure is thrown.
   * @param name appears in the log when closing fails.
   */
  open<T>(name: string, open: () => T | Promise<T>, close: (resource: T) => void | Promise<void>): Promise<T>;
  /**
   * Waits for what is just being opened, so that nothing below it goes away under its hands, and closes in reverse
   * order, each although others fail. Throws an AggregateError of the failures. Runs once.
   */
  close(): Promise<void>;
}

export function createLifecycle(log: Log): Lifecycle {
  const closers: { readonly name: string; readonly close: () => void | Promise<void> }[] = [];
  const opening = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  const closeAll = async (): Promise<void> => {
    await Promise.allSettled(opening);
    const failures: unknown[] = [];
    for (let closer = closers.pop(); closer; closer = closers.pop()) {
      try {
        await closer.close();
      } catch (error) {
        log.error({ err: error, resource: closer.name }, 'a resource could not be closed');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} resource(s) could not be closed`);
  };
  const close = (): Promise<void> => {
    closing ??= closeAll();
    return closing;
  };

  return {
    close,
    open: async (name, open, closeResource) => {
      if (closing) throw new Error(`${name} was not opened: the process is stopping.`);
      const attempt = (async () => {
        const resource = await open();
        closers.push({ name, close: () => closeResource(resource) });
        return resource;
      })();
      opening.add(attempt);
      try {
        return await attempt;
      } catch (error) {
        // The failure to open is what a person must read; what failed to close is in the log.
        await close().catch(() => undefined);
        throw error;
      } finally {
        opening.delete(attempt);
      }
    },
  };
}

/** Runs `work` and closes what it opened, whether it fails or not. For commands that end by themselves. */
export async function withLifecycle<T>(log: Log, work: (lifecycle: Lifecycle) => Promise<T>): Promise<T> {
  const lifecycle = createLifecycle(log);
  try {
    return await work(lifecycle);
  } finally {
    await lifecycle.close();
  }
}
