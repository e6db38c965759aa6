const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** True for a day of the Gregorian calendar between 1800 and 2199: no 30 February, no 29 February in 1900. */
function isRealDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1800 && year <= 2199)) return false;
  const length = monthLengths[month - 1];
  if (length === undefined || !(day >= 1)) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (leap ? 29 : length);
}

/** YYYY-MM-DD, or null when that day does not exist. */
export function formatDay(year: number, month: number, day: number): string | null {
  if (!isRealDay(year, month, day)) return null;
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}
