/** The whole country keeps one time; a birthday begins at its midnight. */
const chinaOffsetMs = 8 * 3_600_000;

/** Today in China, YYYY-MM-DD. */
export const todayInChina = (now: Date): string => new Date(now.getTime() + chinaOffsetMs).toISOString().slice(0, 10);

/** Completed years on a day; null unless both are days in their order. */
export function ageOn(today: string, birthDate: string): number | null {
  if (!dayShape.test(birthDate) || birthDate > today) return null;
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whoever was born before this day has completed `years` today: the day after the birthday that makes it so. */
export function bornBeforeForAge(today: string, years: number): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() - years);
  // 29 February of a year that has none counts as 1 March, which setUTCFullYear already made of it.
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

const dayShape = /^\d{4}-\d{2}-\d{2}$/;
