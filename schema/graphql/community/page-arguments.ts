import { invalid } from '../../model/errors.ts';
import { normalisePhone } from '../../rules/elements/phone.ts';
import type { LegalEntityFilter, ResidentFilter } from '../../store/reader/entity-filter.ts';
import type { EntityQuery } from '../../store/reader/reader.ts';
import { bornBeforeForAge, todayInChina } from '../kernel/today.ts';

export interface PageArguments<Filter, By extends string> {
  readonly filter?: Filter | null;
  readonly order?: { readonly by: By; readonly direction: 'ascending' | 'descending' } | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface ResidentFilterInput extends ResidentFilter {
  readonly minAge?: number | null;
  readonly maxAge?: number | null;
}

export type ResidentPageArguments = PageArguments<ResidentFilterInput, 'id' | 'name' | 'gridCode' | 'birthDate'>;
export type LegalEntityPageArguments = PageArguments<LegalEntityFilter, 'id' | 'name' | 'gridCode'>;

const byId = { by: 'id', direction: 'ascending' } as const;
const defaultPageSize = 20;
const oldest = 200;

/** What the reader is asked for; ages become days of birth, a telephone its digits. */
export function residentQuery(args: ResidentPageArguments, now: Date): EntityQuery<'resident'> {
  return {
    filter: toResidentFilter(args.filter ?? {}, todayInChina(now)),
    order: args.order ?? byId,
    first: args.first ?? defaultPageSize,
    after: args.after ?? null,
  };
}

export function legalEntityQuery(args: LegalEntityPageArguments): EntityQuery<'legal-entity'> {
  return {
    filter: args.filter ?? {},
    order: args.order ?? byId,
    first: args.first ?? defaultPageSize,
    after: args.after ?? null,
  };
}

function toResidentFilter(input: ResidentFilterInput, today: string): ResidentFilter {
  const { minAge, maxAge, phone, ...rest } = input;
  const before = narrower(rest.bornBefore, bornBefore(minAge, today), 'min');
  const from = narrower(rest.bornFrom, bornBefore(olderThan(maxAge), today), 'max');
  return {
    ...rest,
    ...(before === undefined ? {} : { bornBefore: before }),
    ...(from === undefined ? {} : { bornFrom: from }),
    ...(phone ? { phone: normalisePhone(phone).canonical } : {}),
  };
}

function bornBefore(age: number | null | undefined, today: string): string | undefined {
  if (age === null || age === undefined) return undefined;
  if (age < 0 || age > oldest) throw invalid('FILTER_INVALID', `query: an age lies between 0 and ${oldest}.`);
  return bornBeforeForAge(today, age);
}

/** At most so old = not yet a year older. */
const olderThan = (age: number | null | undefined) => (typeof age === 'number' ? age + 1 : age);

/** The narrower of two bounds; days compare as text. */
function narrower(a: string | null | undefined, b: string | undefined, keep: 'min' | 'max'): string | undefined {
  if (!a) return b;
  if (b === undefined) return a;
  return a < b === (keep === 'min') ? a : b;
}
