import { parentPort } from 'node:worker_threads';
import type { TaskHandlers, TaskTypes } from './task-pool.ts';
import type { ThreadAnswer } from './thread-pool.ts';

interface Request {
  readonly number: number;
  readonly kind: string;
  readonly task: never;
}

/** The body of a thread: does what a pool asks of it, in the order in which it was asked. */
export function serveTasks<Tasks extends TaskTypes>(handlers: TaskHandlers<Tasks>): void {
  let last: Promise<void> = Promise.resolve();
  const answer = async ({ number, kind, task }: Request): Promise<ThreadAnswer> => {
    try {
      const handler = handlers[kind];
      if (!handler) throw new Error(`no thread of the engine does ${kind}`);
      return { number, result: await handler(task) };
    } catch (error) {
      return { number, error };
    }
  };
  parentPort?.on('message', (request: Request) => {
    last = last.then(async () => parentPort?.postMessage(await answer(request)));
  });
}
