import type { DepartmentCode } from './identity.ts';

/**
 * Every department that can be asked live, for data that the hub does not store (可用不可存). The connectors fulfil
 * these shapes and the graph asks by them; many subjects are asked for at once, and nothing ever rejects.
 */
export interface DepartmentLookups {
  readonly health: HealthLookup;
  readonly publicSecurity: IdentityVerification;
  readonly civilAffairs: PaymentLookup;
}

/** Questions to the health authority. */
export interface HealthLookup {
  /** Conditions by identity number as asked; an empty list for whoever has none. */
  conditions(idNumbers: readonly string[]): Promise<LookupResult<ReadonlyMap<string, readonly HealthCondition[]>>>;
  immunizations(idNumbers: readonly string[]): Promise<LookupResult<ReadonlyMap<string, readonly Immunization[]>>>;
}

/** Questions to the police: does this number belong to somebody of this name? */
export interface IdentityVerification {
  /** One verdict per claim, in the same order. */
  verify(claims: readonly ClaimedIdentity[]): Promise<LookupResult<readonly IdentityVerdict[]>>;
}

/** Questions to civil affairs: what was paid, newest first, at most a year back per certificate. */
export interface PaymentLookup {
  /** Payments by identity number as asked; an empty list for whoever draws nothing. */
  payments(idNumbers: readonly string[]): Promise<LookupResult<ReadonlyMap<string, readonly AllowancePayment[]>>>;
}

/** What a department answered, or why there is no answer. Never holds an address, a secret or a word of the department's. */
export type LookupResult<T> = { readonly ok: true; readonly value: T; readonly fetchedAt: string } | LookupFailure;

export interface LookupFailure {
  readonly ok: false;
  readonly code: LookupFailureCode;
  readonly source: DepartmentCode;
  /** Asking again later may help. */
  readonly retryable: boolean;
}

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

export interface HealthCondition {
  readonly code: string | null;
  readonly system: string | null;
  readonly name: string;
  /** FHIR clinical status: active, remission, resolved … */
  readonly clinicalStatus: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD, as recorded. */
  readonly onsetDate: string | null;
}

export interface Immunization {
  readonly code: string | null;
  readonly vaccine: string;
  /** YYYY-MM-DD, as recorded. */
  readonly date: string | null;
  readonly status: string;
  readonly lotNumber: string | null;
}

export interface AllowancePayment {
  readonly certificateNumber: string;
  readonly category: string;
  /** YYYY-MM. */
  readonly period: string;
  /** CNY, decimal text. */
  readonly amount: string;
  /** YYYY-MM-DD. */
  readonly paidOn: string;
}

export interface ClaimedIdentity {
  readonly name: string;
  readonly idNumber: string;
}

/** UNKNOWN: the register holds no such number. */
export type IdentityVerdict = 'MATCH' | 'MISMATCH' | 'UNKNOWN';
