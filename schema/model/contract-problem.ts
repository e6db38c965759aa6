/** A fault of a contract: where, what, and what to do about it. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
  readonly nextStep: string;
}

/** `file:line:column: message. Next: …`, one line, as editors and terminals make it clickable. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}. Next: ${problem.nextStep}.`;
}

/** ` (did you mean "x"?)` when a candidate is near what was written, else nothing. */
export function suggest(written: string, candidates: readonly string[]): string {
  const limit = Math.max(1, Math.floor(written.length / 3));
  const near = candidates
    .map((candidate) => ({ candidate, distance: distanceBetween(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? ` (did you mean "${near.candidate}"?)` : '';
}

/** Levenshtein over two short words. */
function distanceBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
