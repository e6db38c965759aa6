import type { DepartmentCode } from '../../schema/model/identity.ts';
import type { LookupFailure, LookupFailureCode } from '../../schema/model/lookup.ts';

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
