import type { DepartmentCode } from '../../model/identity.ts';

/**
 * What the graph asks departments live, for data that the hub does not store. The connectors fulfil these shapes;
 * many subjects are asked for at once, and nothing ever rejects.
 */
export interface DepartmentLookups {
  readonly health: {
    conditions(idNumbers: readonly string[]): Promise<LookupResult<ReadonlyMap<string, readonly ConditionAnswer[]>>>;
    immunizations(
      idNumbers: readonly string[],
    ): Promise<LookupResult<ReadonlyMap<string, readonly ImmunizationAnswer[]>>>;
  };
  readonly publicSecurity: {
    verify(claims: readonly IdentityClaim[]): Promise<LookupResult<readonly ('MATCH' | 'MISMATCH' | 'UNKNOWN')[]>>;
  };
  readonly civilAffairs: {
    payments(idNumbers: readonly string[]): Promise<LookupResult<ReadonlyMap<string, readonly PaymentAnswer[]>>>;
  };
}

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
  readonly retryable: boolean;
}

export type LookupResult<T> = { readonly ok: true; readonly value: T; readonly fetchedAt: string } | LookupFailure;

export interface IdentityClaim {
  readonly name: string;
  readonly idNumber: string;
}

export interface ConditionAnswer {
  readonly code: string | null;
  readonly system: string | null;
  readonly name: string;
  readonly clinicalStatus: string | null;
  readonly onsetDate: string | null;
}

export interface ImmunizationAnswer {
  readonly code: string | null;
  readonly vaccine: string;
  readonly date: string | null;
  readonly status: string;
  readonly lotNumber: string | null;
}

export interface PaymentAnswer {
  readonly certificateNumber: string;
  readonly category: string;
  readonly period: string;
  readonly amount: string;
  readonly paidOn: string;
}
