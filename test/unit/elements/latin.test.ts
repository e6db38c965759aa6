import fc from 'fast-check';
import { jaroWinkler } from '../../../schema/rules/elements/jaro-winkler.ts';
import { foldLatin } from '../../../schema/rules/elements/latin-text.ts';
import { soundCode } from '../../../schema/rules/elements/sound-code.ts';

/** Of Winkler's own table of names (Census Bureau, Research Report RR91-9). */
test.each([
  ['martha', 'marhta', 0.9611],
  ['dixon', 'dicksonx', 0.8133],
  ['dwayne', 'duane', 0.84],
  ['jones', 'johnson', 0.8324],
  ['abroms', 'abrams', 0.9222],
  ['chudleigh', 'chydleigh', 0.9407],
  ['xyz', 'abc', 0],
])('%s and %s are alike by %d', (a, b, likeness) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(likeness, 4);
});

test('likeness is symmetric, between 0 and 1, and 1 for equal names alone', () => {
  const name = fc.stringMatching(/^[abc]{1,9}$/);
  fc.assert(
    fc.property(name, name, (a, b) => {
      const likeness = jaroWinkler(a, b);
      expect(jaroWinkler(b, a)).toBe(likeness);
      expect(likeness).toBeGreaterThanOrEqual(0);
      expect(likeness).toBeLessThanOrEqual(1);
      if (a !== b) expect(likeness).toBeLessThan(1);
    }),
    { numRuns: 3000, seed: 11 },
  );
});

test.each([
  ['john', 'jan'],
  ['smith', 'snat'],
  ['brown', 'bran'],
  ['knight', 'nagt'],
  ['macintosh', 'mcant'],
  ['dennis', 'dan'],
  ['lee', 'ly'],
  ['o', 'o'],
])('%s sounds like %s', (name, sound) => {
  expect(soundCode(name)).toBe(sound);
});

test.each([
  ['brown', 'browne'],
  ['philip', 'filip'],
  ['catherine', 'katherine'],
  ['stephens', 'stevens'],
])('%s and %s sound alike', (a, b) => {
  expect(soundCode(a)).toBe(soundCode(b));
});

test.each([
  [' O’Brien-Muñoz ', 'o brien munoz'],
  ['Clifford, 1st Baron', 'clifford 1st baron'],
  ['ＳＭＩＴＨ', 'smith'],
  ['--', ''],
])('%s is folded to %s', (raw, folded) => {
  expect(foldLatin(raw)).toBe(folded);
});
