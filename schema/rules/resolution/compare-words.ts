const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Distinct words that both texts have; words are separated by one blank. */
export function countCommonWords(a: string, b: string): number {
  const words = wordsOf(b);
  let common = 0;
  for (const word of wordsOf(a)) if (words.has(word)) common++;
  return common;
}

/** Every word of `a` is one of `b`'s, and `a` has at least so many. */
export function isWithin(a: string, b: string, atLeast: number): boolean {
  const words = wordsOf(a).size;
  return words >= atLeast && countCommonWords(a, b) === words;
}

/** The shorter text, at least so many characters long, begins the longer. */
export function begins(a: string, b: string, atLeast: number): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= atLeast && long.startsWith(short);
}

/** Whole days between two dates YYYY-MM-DD; endless where one of them is in no calendar. */
export function daysBetween(a: string, b: string): number {
  const [x, y] = [Date.parse(a), Date.parse(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? Number.POSITIVE_INFINITY : Math.abs(x - y) / 86_400_000;
}
