import fc from 'fast-check';
import { implies } from '../../../schema/model/level-logic.ts';
import type { LevelTest } from '../../../schema/model/resolution.ts';
import { compileLevelTest, partsReadBy } from '../../../schema/rules/resolution/level-test.ts';

const parts = ['x', 'y', 'day', 'otherDay'] as const;
const part = fc.constantFrom('x', 'y');
const sometimesWith = fc.option(part, { nil: undefined });
const small = fc.integer({ min: 1, max: 3 });

const named = fc
  .record({ part, with: sometimesWith })
  .map(({ with: other, ...rest }) => (other === undefined ? rest : { ...rest, with: other }));

const namedDay = fc.constantFrom({ part: 'day' }, { part: 'day', with: 'otherDay' });

const relations = fc.uniqueArray(fc.constantFrom('SAME', 'ONE_DIGIT', 'ONE_PART', 'YEAR_OFF_BY_ONE'), { minLength: 1 });

const leaf: fc.Arbitrary<LevelTest> = fc.oneof(
  named.map((names) => ({ test: 'equal', ...names }) as const),
  fc.tuple(named, small).map(([names, atMost]) => ({ test: 'edits', ...names, atMost }) as const),
  fc
    .tuple(named, fc.constantFrom(0.7, 0.85, 0.95))
    .map(([names, atLeast]) => ({ test: 'jaro-winkler', ...names, atLeast }) as const),
  fc.tuple(named, small).map(([names, atLeast]) => ({ test: 'words', ...names, atLeast }) as const),
  fc.tuple(named, small).map(([names, atLeast]) => ({ test: 'words-within', ...names, atLeast }) as const),
  fc.tuple(named, small).map(([names, characters]) => ({ test: 'start', ...names, characters }) as const),
  fc.tuple(named, small).map(([names, atLeast]) => ({ test: 'begins', ...names, atLeast }) as const),
  fc.tuple(named, small).map(([names, days]) => ({ test: 'near-date', ...names, days: days * 30 }) as const),
  fc.tuple(namedDay, relations).map(([names, list]) => ({ test: 'date', ...names, relations: list }) as const),
  part.map((name) => ({ test: 'one-character', part: name }) as const),
  fc.tuple(part, small).map(([name, atLeast]) => ({ test: 'contains', part: name, atLeast }) as const),
  fc.tuple(part, fc.constantFrom('anna', 'ann')).map(([name, is]) => ({ test: 'both', part: name, is }) as const),
  fc.tuple(part, fc.constantFrom('anna', 'ann')).map(([name, is]) => ({ test: 'either', part: name, is }) as const),
  part.map((name) => ({ test: 'absent', part: name }) as const),
  fc.constant({ test: 'otherwise' } as const),
);

const levelTest: fc.Arbitrary<LevelTest> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: fc.array(leaf, { minLength: 1, maxLength: 3 }).map((of) => ({ test: 'all', of }) as const) },
  { weight: 1, arbitrary: fc.array(leaf, { minLength: 1, maxLength: 3 }).map((of) => ({ test: 'any', of }) as const) },
  { weight: 1, arbitrary: leaf.map((of) => ({ test: 'not', of }) as const) },
);

const days = ['1862-01-01', '1862-81-01', '1862-01-31', '1863-01-01'];
const texts = ['ann', 'anna', 'anna maria', 'maria anna', 'hanna', ...days];
const text = fc.option(fc.constantFrom(...texts), { nil: undefined });
const day = fc.option(fc.constantFrom(...days), { nil: undefined });
const record = fc
  .record({ x: text, y: text, day, otherDay: day })
  .map((values) => Object.fromEntries(parts.flatMap((name) => (values[name] ? [[name, values[name]]] : []))));

test('every test is symmetric, and reads no other part than it says', () => {
  fc.assert(
    fc.property(levelTest, record, record, (level, a, b) => {
      const holds = compileLevelTest(level);
      expect(holds(b, a)).toBe(holds(a, b));
      const read = partsReadBy(level);
      const only = (values: Readonly<Record<string, string>>) =>
        Object.fromEntries(Object.entries(values).filter(([name]) => read.includes(name)));
      expect(holds(only(a), only(b))).toBe(holds(a, b));
    }),
    { numRuns: 5000, seed: 21 },
  );
});

test('a level is called impossible only if the one above it holds wherever it would', () => {
  fc.assert(
    fc.property(levelTest, levelTest, record, record, (level, above, a, b) => {
      if (implies(level, above) && compileLevelTest(level)(a, b)) expect(compileLevelTest(above)(a, b)).toBe(true);
    }),
    { numRuns: 20_000, seed: 22 },
  );
});

test.each<readonly [string, LevelTest, string, string, boolean]>([
  ['a name with one slip', { test: 'jaro-winkler', part: 'x', atLeast: 0.9 }, 'chudleigh', 'chydleigh', true],
  ['another name', { test: 'jaro-winkler', part: 'x', atLeast: 0.9 }, 'thomas', 'henry', false],
  ['two words in common', { test: 'words', part: 'x', atLeast: 2 }, 'ann mary jones', 'jones ann', true],
  ['one word in common', { test: 'words', part: 'x', atLeast: 2 }, 'ann mary jones', 'jones eve', false],
  ['words of the one within the other', { test: 'words-within', part: 'x', atLeast: 1 }, 'ann', 'mary ann', true],
  ['a word beyond the other', { test: 'words-within', part: 'x', atLeast: 1 }, 'ann eve', 'mary ann', false],
  ['the same first three', { test: 'start', part: 'x', characters: 3 }, 'philip', 'phillis', true],
  ['an initial', { test: 'begins', part: 'x', atLeast: 1 }, 'e', 'edward', true],
  ['too short a beginning', { test: 'begins', part: 'x', atLeast: 2 }, 'e', 'edward', false],
  ['a month apart', { test: 'near-date', part: 'x', days: 31 }, '1862-01-15', '1862-02-14', true],
  ['two months apart', { test: 'near-date', part: 'x', days: 31 }, '1862-01-15', '1862-03-14', false],
  ['a day that no calendar has', { test: 'near-date', part: 'x', days: 31 }, '1862-81-15', '1862-01-15', false],
])('%s', (_, level, a, b, holds) => {
  expect(compileLevelTest(level)({ x: a }, { x: b })).toBe(holds);
});
