import type { Clock } from '../../schema/runtime/clock.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Stops asking a department that keeps failing; after a pause one request probes whether it is back. */
export interface CircuitBreaker {
  state(): BreakerState;
  /** Leave to ask; null when the department is being left alone. The caller reports how it went, exactly once. */
  enter(): { succeeded(): void; failed(): void } | null;
}

export function createCircuitBreaker(
  clock: Clock,
  limits: { readonly failuresToOpen: number; readonly openForMs: number },
): CircuitBreaker {
  let failures = 0;
  let openedAt: number | null = null;
  let probing = false;

  const state = (): BreakerState => {
    if (openedAt === null) return 'closed';
    return clock.now().getTime() - openedAt >= limits.openForMs ? 'half-open' : 'open';
  };
  return {
    state,
    enter: () => {
      const now = state();
      if (now === 'open' || (now === 'half-open' && probing)) return null;
      const probe = now === 'half-open';
      if (probe) probing = true;
      return {
        succeeded: () => {
          failures = 0;
          if (probe) probing = false;
          // A straggler from before the failure proves nothing; only the probe closes an open breaker.
          if (probe) openedAt = null;
        },
        failed: () => {
          failures++;
          if (probe) probing = false;
          if (probe || (openedAt === null && failures >= limits.failuresToOpen)) openedAt = clock.now().getTime();
        },
      };
    },
  };
}
