import { setTimeout as delay } from 'node:timers/promises';
import type { DepartmentCode } from '../../schema/model/identity.ts';
import type { LookupFailureCode, LookupResult } from '../../schema/model/lookup.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import { createBulkhead } from './bulkhead.ts';
import { type BreakerState, createCircuitBreaker } from './circuit-breaker.ts';
import type { LookupPolicy } from './lookup-policy.ts';
import { LookupError, lookupFailure } from './lookup-result.ts';
import { createRetryBudget } from './retry-budget.ts';

/** A department behind its guards: deadline, breaker, bulkhead and retry budget. Never rejects. */
export interface GuardedSource {
  /** Runs one request. The operation must give up when the signal aborts; if it does not, the caller is answered all the same. */
  run<T>(operation: (signal: AbortSignal) => Promise<T>): Promise<LookupResult<T>>;
  state(): BreakerState;
}

export function createGuardedSource(source: DepartmentCode, policy: LookupPolicy, clock: Clock): GuardedSource {
  const breaker = createCircuitBreaker(clock, policy);
  const bulkhead = createBulkhead(policy);
  const retries = createRetryBudget(policy.retryShare);

  const attempt = async <T>(operation: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> => {
    if (breaker.state() === 'open') throw new LookupError('SOURCE_UNAVAILABLE');
    const leave = await bulkhead.enter(signal);
    const entry = breaker.enter();
    if (entry === null) {
      leave();
      throw new LookupError('SOURCE_UNAVAILABLE');
    }
    try {
      const value = await beforeAbort(signal, operation(signal));
      entry.succeeded();
      return value;
    } catch (error) {
      const code = codeOf(error, signal);
      // A refusal is an answer: the department is up, and asking less often would not help.
      if (code === 'SOURCE_REJECTED') entry.succeeded();
      else entry.failed();
      throw new LookupError(code);
    } finally {
      leave();
    }
  };

  const withRetry = async <T>(operation: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> => {
    retries.deposit();
    try {
      return await attempt(operation, signal);
    } catch (error) {
      const worthIt = codeOf(error, signal) === 'SOURCE_UNAVAILABLE' && breaker.state() === 'closed';
      if (!worthIt || !retries.withdraw()) throw error;
      await delay(policy.retryDelayMs, undefined, { signal });
      return attempt(operation, signal);
    }
  };

  return {
    state: breaker.state,
    run: async (operation) => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), policy.deadlineMs);
      try {
        const value = await withRetry(operation, controller.signal);
        return { ok: true, value, fetchedAt: clock.now().toISOString() };
      } catch (error) {
        return lookupFailure(source, codeOf(error, controller.signal));
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** The operation's outcome, or a rejection as soon as the signal aborts: also when the operation never settles. */
function beforeAbort<T>(signal: AbortSignal, operation: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new LookupError('SOURCE_TIMEOUT'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    operation.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function codeOf(error: unknown, signal: AbortSignal): LookupFailureCode {
  if (signal.aborted) return 'SOURCE_TIMEOUT';
  return error instanceof LookupError ? error.code : 'SOURCE_UNAVAILABLE';
}
