import DataLoader from 'dataloader';
import type { DepartmentCode } from '../../model/identity.ts';
import type {
  AllowancePayment,
  DepartmentLookups,
  HealthCondition,
  Immunization,
  LookupFailure,
  LookupResult,
} from '../../model/lookup.ts';
import type { GuardedEntity, Reader } from '../../store/reader/reader.ts';

/** Live questions of one request, gathered so that a list of residents is one question to the department. */
export interface LookupLoaders {
  readonly conditions: LookupLoader<readonly HealthCondition[]>;
  readonly immunizations: LookupLoader<readonly Immunization[]>;
  readonly payments: LookupLoader<readonly AllowancePayment[]>;
  readonly identityVerification: LookupLoader<'MATCH' | 'MISMATCH' | 'UNKNOWN'>;
}

/** `unidentified`: the hub holds no number to ask by. */
export type LookupAnswer<T> =
  | LookupFailure
  | { readonly ok: true; readonly value: T; readonly fetchedAt: string }
  | { readonly ok: 'unidentified' };

export type LookupLoader<T> = DataLoader<GuardedEntity, LookupAnswer<T>>;

export const lookupPaths = {
  conditions: 'resident.health.conditions',
  immunizations: 'resident.health.immunizations',
  payments: 'resident.civilAffairs.payments',
  identityVerification: 'resident.publicSecurity.identityVerification',
} as const;

export function createLookupLoaders(reader: Reader, lookups: DepartmentLookups, signal: AbortSignal): LookupLoaders {
  const byNumber = <T>(
    path: string,
    ask: (numbers: readonly string[]) => Promise<LookupResult<ReadonlyMap<string, readonly T[]>>>,
  ): LookupLoader<readonly T[]> =>
    new DataLoader(async (entities) => {
      signal.throwIfAborted();
      const numbers = entities.map((entity) => reader.identityFor(entity, path)?.documentNumber ?? null);
      const asked = [...new Set(numbers.filter((number) => number !== null))];
      const result = asked.length > 0 ? await ask(asked) : null;
      return numbers.map((number) => {
        if (number === null || result === null) return unidentified;
        return result.ok ? { ...result, value: result.value.get(number) ?? [] } : result;
      });
    });

  return {
    conditions: byNumber(lookupPaths.conditions, (numbers) => lookups.health.conditions(numbers)),
    immunizations: byNumber(lookupPaths.immunizations, (numbers) => lookups.health.immunizations(numbers)),
    payments: byNumber(lookupPaths.payments, (numbers) => lookups.civilAffairs.payments(numbers)),
    identityVerification: new DataLoader(async (entities) => {
      signal.throwIfAborted();
      const claims = entities.map((entity) => {
        const identity = reader.identityFor(entity, lookupPaths.identityVerification);
        return identity?.name ? { name: identity.name, idNumber: identity.documentNumber } : null;
      });
      const asked = claims.filter((claim) => claim !== null);
      const result = asked.length > 0 ? await lookups.publicSecurity.verify(asked) : null;
      const verdicts = new Map(result?.ok ? asked.map((claim, index) => [claim, result.value[index]] as const) : []);
      return claims.map((claim) => {
        if (claim === null || result === null) return unidentified;
        if (!result.ok) return result;
        const value = verdicts.get(claim);
        return value === undefined ? invalidAnswer('public-security') : { ...result, value };
      });
    }),
  };
}

const unidentified = { ok: 'unidentified' } as const;

const invalidAnswer = (source: DepartmentCode): LookupFailure => ({
  ok: false,
  code: 'SOURCE_INVALID',
  source,
  retryable: false,
});
