import { LookupError } from './lookup-result.ts';

/** Limits how many requests to one department are under way, so that a slow one cannot take every socket of the hub. */
export interface Bulkhead {
  /** Resolves with a release function once a place is free; rejects when the queue is full or the signal aborts. */
  enter(signal: AbortSignal): Promise<() => void>;
}

export function createBulkhead(limits: { readonly maxConcurrent: number; readonly maxWaiting: number }): Bulkhead {
  let underWay = 0;
  const waiting = new Set<() => void>();

  const release = (): void => {
    underWay--;
    const [next] = waiting;
    if (next !== undefined) next();
  };
  const take = (): (() => void) => {
    underWay++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      release();
    };
  };

  return {
    enter: async (signal) => {
      if (underWay < limits.maxConcurrent) return take();
      if (waiting.size >= limits.maxWaiting) throw new LookupError('SOURCE_UNAVAILABLE');
      return new Promise((resolve, reject) => {
        const onAbort = (): void => {
          waiting.delete(onTurn);
          reject(new LookupError('SOURCE_TIMEOUT'));
        };
        const onTurn = (): void => {
          waiting.delete(onTurn);
          signal.removeEventListener('abort', onAbort);
          resolve(take());
        };
        if (signal.aborted) return onAbort();
        waiting.add(onTurn);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
  };
}
