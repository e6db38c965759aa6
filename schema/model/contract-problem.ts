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
  const limit = Math.min(3, Math.ceil(written.length / 2), written.length - 1);
  const near = candidates
    .map((candidate) => ({ candidate, typos: countTypos(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ typos }) => typos <= limit)
    .sort((a, b) => a.typos - b.typos || sharedStart(written, b.candidate) - sharedStart(written, a.candidate))[0];
  return near ? ` (did you mean "${near.candidate}"?)` : '';
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Letters added, left out, replaced or swapped with their neighbour between two short words. */
function countTypos(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same, swapped));
    }
  }
  return at(a.length, b.length);
}
