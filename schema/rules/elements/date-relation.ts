/**
 * How two days (YYYY-MM-DD) that may be one birth date differ, most telling first.
 * MONTH_OFF_BY_ONE is what a lunar month copied as a solar one looks like.
 */
export type DateRelation =
  | 'SAME'
  | 'DAY_MONTH_SWAPPED'
  | 'YEAR_OFF_BY_ONE'
  | 'MONTH_OFF_BY_ONE'
  | 'SAME_YEAR_DEFAULT_DAY'
  | 'ONE_DIGIT'
  | 'ONE_PART'
  | 'DIFFERENT';

export interface DateComparison {
  readonly relation: DateRelation;
  /** One of the two is 1 January: often "only the year is known". */
  readonly defaultDay: boolean;
  readonly sameYear: boolean;
}

/** Compares two canonical days; pure text, no clock. */
export function dateRelation(a: string, b: string): DateComparison {
  const sameYear = a.startsWith(b.slice(0, 4));
  const defaultDay = isDefaultDay(a) || isDefaultDay(b);
  return { relation: relate(a, b, sameYear, defaultDay), defaultDay, sameYear };
}

/** True for 1 January, which clerks and programs write when they know only the year. */
export function isDefaultDay(date: string): boolean {
  return date.endsWith('-01-01');
}

function relate(a: string, b: string, sameYear: boolean, defaultDay: boolean): DateRelation {
  if (a === b) return 'SAME';
  const monthA = a.slice(5, 7);
  const monthB = b.slice(5, 7);
  const dayA = a.slice(8);
  const dayB = b.slice(8);
  const sameMonth = monthA === monthB;
  const sameDay = dayA === dayB;
  if (sameYear && monthA === dayB && dayA === monthB) return 'DAY_MONTH_SWAPPED';
  if (sameMonth && sameDay && Math.abs(yearOf(a) - yearOf(b)) === 1) return 'YEAR_OFF_BY_ONE';
  if (sameYear && sameDay && Math.abs(Number(monthA) - Number(monthB)) === 1) return 'MONTH_OFF_BY_ONE';
  if (sameYear && defaultDay) return 'SAME_YEAR_DEFAULT_DAY';
  if (differingCharacters(a, b) === 1) return 'ONE_DIGIT';
  return Number(sameYear) + Number(sameMonth) + Number(sameDay) === 2 ? 'ONE_PART' : 'DIFFERENT';
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

function differingCharacters(a: string, b: string): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) count++;
  return count;
}
