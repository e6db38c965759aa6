import { unavailable } from '../../schema/model/errors.ts';

/** The time a request has. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** The work's outcome, or DEADLINE_EXCEEDED as soon as the time is over: also when the work never settles. */
  race<T>(work: Promise<T>): Promise<T>;
  /** No more time is needed, or nobody waits any more. */
  readonly end: () => void;
}

export function createDeadline(ms: number): Deadline {
  const controller = new AbortController();
  const abort = (): void => controller.abort(deadlineExceeded());
  const timer = setTimeout(abort, ms);
  timer.unref();
  const deadline: Deadline = {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      abort();
    },
    race: (work) =>
      new Promise((resolve, reject) => {
        const onAbort = (): void => reject(controller.signal.reason);
        if (controller.signal.aborted) onAbort();
        controller.signal.addEventListener('abort', onAbort, { once: true });
        work.then(resolve, reject).finally(() => controller.signal.removeEventListener('abort', onAbort));
      }),
  };
  made.add(deadline);
  return deadline;
}

const made = new WeakSet<object>();

/** Whether it is one that `createDeadline` made. */
export const isDeadline = (value: unknown): value is Deadline =>
  typeof value === 'object' && value !== null && made.has(value);

const deadlineExceeded = () =>
  unavailable('DEADLINE_EXCEEDED', 'graph: the answer was not ready in time; ask for less at once, or ask again.');
