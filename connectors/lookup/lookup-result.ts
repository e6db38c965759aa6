import type { DepartmentCode } from '../../schema/model/identity.ts';

/**
 * SOURCE_TIMEOUT: no answer within the deadline. SOURCE_UNAVAILABLE: not reached, failing, overloaded, or not asked
 * because it failed just before. SOURCE_REJECTED: it refuses our credentials or our request. SOURCE_INVALID: the
 * answer is not what was agreed. NOT_CONFIGURED: nobody told the hub how to reach it.
 */
export type LookupFailureCode =
  | 'SOURCE_TIMEOUT'
  | 'SOURCE_UNAVAILABLE'
  | 'SOURCE_REJECTED'
  | 'SOURCE_INVALID'
  | 'NOT_CONFIGURED';

export interface LookupFailure {
  readonly ok: false;
  readonly code: LookupFailureCode;
  readonly source: DepartmentCode;
  /** Asking again later may help. */
  readonly retryable: boolean;
}

/** What a department answered, or why there is no answer. Never holds an address, a secret or a word of the department's. */
export type LookupResult<T> = { readonly ok: true; readonly value: T; readonly fetchedAt: string } | LookupFailure;

export function lookupFailure(source: DepartmentCode, code: LookupFailureCode): LookupFailure {
  return { ok: false, code, source, retryable: code === 'SOURCE_TIMEOUT' || code === 'SOURCE_UNAVAILABLE' };
}

/** Thrown inside a lookup to say which failure it is. The message is the code: no text of the department's comes with it. */
export class LookupError extends Error {
  readonly code: LookupFailureCode;

  constructor(code: LookupFailureCode) {
    super(code);
    this.name = 'LookupError';
    this.code = code;
  }
}
