import type { DepartmentLookups, LookupFailureCode, LookupResult } from '../../../schema/model/lookup.ts';

/** Departments played in memory; each can be made to fail or to hang. */
export interface FakeLookups extends DepartmentLookups {
  /** Null = it answers; `hang` = it never does. */
  fail(source: 'health' | 'public-security' | 'civil-affairs', how: LookupFailureCode | 'hang' | null): void;
  /** How many questions came in, by department. */
  readonly asked: Record<string, number>;
}

const fetchedAt = '2026-11-01T08:00:00.000Z';

export function createFakeLookups(): FakeLookups {
  const failures = new Map<string, LookupFailureCode | 'hang'>();
  const asked: Record<string, number> = {};
  const answer = async <T>(source: string, value: T): Promise<LookupResult<T>> => {
    asked[source] = (asked[source] ?? 0) + 1;
    const failure = failures.get(source);
    if (failure === 'hang') return new Promise(() => {});
    return failure === undefined
      ? { ok: true, value, fetchedAt }
      : { ok: false, source, code: failure, retryable: failure === 'SOURCE_TIMEOUT' };
  };
  const forAll = <T>(numbers: readonly string[], make: (number: string) => T): ReadonlyMap<string, readonly T[]> =>
    new Map(numbers.map((number) => [number, [make(number)]]));

  return {
    asked,
    fail(source, how) {
      if (how === null) failures.delete(source);
      else failures.set(source, how);
    },
    health: {
      conditions: (numbers) =>
        answer(
          'health',
          forAll(numbers, () => ({
            code: 'I10',
            system: 'ICD-10',
            name: '高血压',
            clinicalStatus: 'active',
            onsetDate: '2019-05',
          })),
        ),
      immunizations: (numbers) =>
        answer(
          'health',
          forAll(numbers, () => ({
            code: '1',
            vaccine: '流感疫苗',
            date: '2025-10-01',
            status: 'completed',
            lotNumber: null,
          })),
        ),
    },
    publicSecurity: {
      verify: (claims) =>
        answer(
          'public-security',
          claims.map(({ name }) => (name === '陌生人' ? ('MATCH' as const) : ('MISMATCH' as const))),
        ),
    },
    civilAffairs: {
      payments: (numbers) =>
        answer(
          'civil-affairs',
          forAll(numbers, () => ({
            certificateNumber: 'DB1',
            category: '城市低保',
            period: '2026-10',
            amount: '703.50',
            paidOn: '2026-10-10',
          })),
        ),
    },
  };
}
