import { Worker } from 'node:worker_threads';
import type { TaskPool, TaskTypes } from './task-pool.ts';

interface Waiting {
  readonly kind: PropertyKey;
  readonly task: unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  /** What it was given and has not answered, by number. */
  readonly asked: Map<number, Waiting>;
  busy: boolean;
}

export interface ThreadAnswer {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

/**
 * Worker threads that take tasks one at a time each. A thread that ends by itself fails what it was doing, and the
 * pool with it: the caller's job is done again from the tables.
 * @param entry a module that calls serveTasks
 * @param size threads; memory that tasks share is not counted again for each
 * @param isBackground threads without a task do not keep the process alive
 */
export function openThreadPool<Tasks extends TaskTypes>(
  entry: URL,
  size: number,
  { data, isBackground = false }: { readonly data?: unknown; readonly isBackground?: boolean } = {},
): TaskPool<Tasks> {
  const waiting: Waiting[] = [];
  let lastNumber = 0;
  let failure: unknown = null;

  const give = (thread: Thread, request: Waiting): void => {
    const number = ++lastNumber;
    thread.asked.set(number, request);
    thread.worker.ref();
    thread.worker.postMessage({ number, kind: request.kind, task: request.task });
  };
  const next = (thread: Thread): void => {
    const request = waiting.shift();
    thread.busy = request !== undefined;
    if (request) give(thread, request);
  };
  const fail = (thread: Thread, error: unknown): void => {
    failure ??= error;
    for (const { reject } of [...thread.asked.values(), ...waiting.splice(0)]) reject(error);
    thread.asked.clear();
  };
  const threads = Array.from({ length: size }, (): Thread => {
    const thread: Thread = { worker: new Worker(entry, { workerData: data }), asked: new Map(), busy: false };
    thread.worker.on('message', ({ number, result, error }: ThreadAnswer) => {
      const request = thread.asked.get(number);
      thread.asked.delete(number);
      if (error !== undefined) request?.reject(error);
      else request?.resolve(result as never);
      if (thread.asked.size === 0) next(thread);
      if (thread.asked.size === 0 && isBackground) thread.worker.unref();
    });
    thread.worker.on('error', (error) => fail(thread, error));
    thread.worker.on('exit', () => fail(thread, new Error('a thread of the resolution engine has ended')));
    // Not before the listeners: they hold the process again.
    if (isBackground) thread.worker.unref();
    return thread;
  });

  return {
    size,
    run: (kind, task) =>
      new Promise((resolve, reject) => {
        if (failure !== null) {
          reject(failure);
          return;
        }
        const request: Waiting = { kind, task, resolve, reject };
        const idle = threads.find(({ busy }) => !busy);
        if (!idle) {
          waiting.push(request);
          return;
        }
        idle.busy = true;
        give(idle, request);
      }),
    broadcast: async (kind, task) => {
      await Promise.all(
        threads.map(
          (thread) =>
            new Promise((resolve, reject) => {
              if (failure !== null) reject(failure);
              else {
                thread.busy = true;
                give(thread, { kind, task, resolve, reject });
              }
            }),
        ),
      );
    },
    close: async () => {
      failure ??= new Error('the resolution engine is closed');
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
