const prefixWeight = 0.1;
const longestPrefix = 4;

/**
 * Likeness of two names, 0–1: Jaro's share of common letters, raised for a common beginning of up to four (Winkler
 * 1990, string comparator of the US Census Bureau). Symmetric. Works on UTF-16 units; meant for names in letters.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < longestPrefix && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * prefixWeight * (1 - jaro);
}

function jaroOf(x: string, y: string): number {
  // The letters taken depend on which text is walked; a fixed order makes the comparison symmetric.
  const [a, b] = x.length < y.length || (x.length === y.length && x < y) ? [x, y] : [y, x];
  const reach = Math.max(0, Math.floor(b.length / 2) - 1);
  const takenA = new Uint8Array(a.length);
  const takenB = new Uint8Array(b.length);
  let common = 0;
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      if (takenB[j] || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      common++;
      break;
    }
  }
  if (common === 0) return 0;
  let outOfOrder = 0;
  for (let i = 0, j = 0; i < a.length; i++) {
    if (!takenA[i]) continue;
    while (!takenB[j]) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) outOfOrder++;
    j++;
  }
  return (common / a.length + common / b.length + (common - outOfOrder / 2) / common) / 3;
}
