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
  return {
    relation: relatePackedDays(packDay(a), packDay(b)),
    defaultDay: isDefaultDay(a) || isDefaultDay(b),
    sameYear: a.startsWith(b.slice(0, 4)),
  };
}

/** True for 1 January, which clerks and programs write when they know only the year. */
export function isDefaultDay(date: string): boolean {
  return date.endsWith('-01-01');
}

/** A canonical day as one number, four bits a digit (1990-01-31 is 0x19900131): what 100 million pairs are related by. */
export function packDay(date: string): number {
  let packed = 0;
  for (let i = 0; i < date.length; i++) if (i !== 4 && i !== 7) packed = (packed << 4) | (date.charCodeAt(i) & 15);
  return packed;
}

/** The relation of two days of packDay. */
export function relatePackedDays(a: number, b: number): DateRelation {
  if (a === b) return 'SAME';
  const monthA = (a >>> 8) & 255;
  const monthB = (b >>> 8) & 255;
  const dayA = a & 255;
  const dayB = b & 255;
  const sameYear = a >>> 16 === b >>> 16;
  if (sameYear && monthA === dayB && dayA === monthB) return 'DAY_MONTH_SWAPPED';
  if (monthA === monthB && dayA === dayB && areNeighbours(a >>> 16, b >>> 16)) return 'YEAR_OFF_BY_ONE';
  if (sameYear && dayA === dayB && areNeighbours(monthA, monthB)) return 'MONTH_OFF_BY_ONE';
  if (sameYear && (isPackedDefaultDay(a) || isPackedDefaultDay(b))) return 'SAME_YEAR_DEFAULT_DAY';
  if (isOneDigit(a ^ b)) return 'ONE_DIGIT';
  return Number(sameYear) + Number(monthA === monthB) + Number(dayA === dayB) === 2 ? 'ONE_PART' : 'DIFFERENT';
}

const isPackedDefaultDay = (day: number): boolean => (day & 0xffff) === 0x0101;

/** Two numbers in four bits a digit that are one apart. */
function areNeighbours(a: number, b: number): boolean {
  return Math.abs(fromPacked(a) - fromPacked(b)) === 1;
}

const fromPacked = (digits: number): number =>
  (digits >>> 12) * 1000 + ((digits >>> 8) & 15) * 100 + ((digits >>> 4) & 15) * 10 + (digits & 15);

/** Exactly one group of four bits is set. */
function isOneDigit(difference: number): boolean {
  const digit = 31 - Math.clz32(difference);
  return (difference & ~(15 << (digit & ~3))) === 0;
}
