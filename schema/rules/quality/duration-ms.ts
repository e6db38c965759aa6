const dayMs = 86_400_000;
const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
/** A year counts 365 days and a month 30: enough to say whether a delivery is late. */
const unitMs = [365 * dayMs, 30 * dayMs, 7 * dayMs, dayMs, 3_600_000, 60_000, 1_000];

/** Length of an ISO 8601 duration in milliseconds, or null when it is none. */
export function durationMs(duration: string): number | null {
  const match = pattern.exec(duration);
  if (!match) return null;
  const parts = match.slice(1);
  if (parts.every((part) => part === undefined)) return null;
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (unitMs[index] ?? 0), 0);
}
