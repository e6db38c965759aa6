import type { Random } from './random.ts';

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const msPerDay = 86_400_000;

/** A birth date (YYYYMMDD) of somebody who is `age` years old today (YYYY-MM-DD). */
export function birthDateOfAge(random: Random, today: string, age: number): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() - age);
  return compactDate(new Date(day.getTime() - random.int(365) * msPerDay));
}

export function ageOn(birthDate: string, today: string): number {
  const now = Number(today.replaceAll('-', ''));
  return Math.floor((now - Number(birthDate)) / 10_000);
}

/** The errors of real registers: 1 January by default, day and month swapped, a year off, the month of the lunar calendar. */
export function wrongDate(random: Random, date: string): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(4, 6));
  const day = Number(date.slice(6, 8));
  const kind = random.weighted([
    ['default', 8],
    ['swapped', 4],
    ['year', 7],
    ['lunar', 8],
  ]);
  if (kind === 'default' && (month !== 1 || day !== 1)) return `${date.slice(0, 4)}0101`;
  if (kind === 'swapped' && day <= 12 && day !== month) return compact(year, day, month);
  if (kind === 'lunar' && month < 12) return compact(year, month + 1, Math.min(day, daysInMonth[month] ?? 28));
  return compact(year + (random.chance(0.5) ? 1 : -1), month, Math.min(day, daysInMonth[month - 1] ?? 28));
}

/** YYYY-MM-DD of YYYYMMDD. */
export const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

/** Beijing time with its offset, some time in the ten months up to today: when a department last touched a record. */
export function recentTimestamp(random: Random, today: string): string {
  const evening = Date.parse(`${today}T20:00:00Z`);
  const at = new Date(evening - random.int(300 * 86_400) * 1000);
  return `${at.toISOString().slice(0, 19)}+08:00`;
}

/** A day (YYYY-MM-DD) between two years, both included. */
export function dayBetweenYears(random: Random, first: number, last: number): string {
  const month = random.between(1, 12);
  return dashed(compact(random.between(first, last), month, random.between(1, daysInMonth[month - 1] ?? 28)));
}

const compactDate = (date: Date): string => date.toISOString().slice(0, 10).replaceAll('-', '');
const compact = (year: number, month: number, day: number): string =>
  String(year) + String(month).padStart(2, '0') + String(day).padStart(2, '0');
