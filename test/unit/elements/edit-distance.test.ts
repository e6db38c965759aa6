import fc from 'fast-check';
import { editDistance } from '../../../schema/rules/elements/edit-distance.ts';

const word = fc.stringMatching(/^[0-3]{0,7}$/);

/** The textbook table without shortcuts. */
function plainDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array.from({ length: b.length }, () => 0)]);
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  rows[0] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : 99;
      rows[i]?.splice(j, 1, Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, swap));
    }
  }
  return at(a.length, b.length);
}

test('the capped distance is the full distance, cut at the cap', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 5 }), (a, b, cap) => {
      expect(editDistance(a, b, cap)).toBe(Math.min(cap, plainDistance(a, b)));
    }),
    { numRuns: 2000 },
  );
});
