import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hideValues } from '../../../gateway/graphql/hide-values.ts';

test.each([
  ['Cannot query field "age" on type "Grid".', 'Cannot query field "age" on type "Grid".'],
  ['Field "resident" argument "id" of type "ID!" is required, but it was not provided.', null],
  [
    'Variable "$d" got invalid value "320105198503140135"; Date: wrong form.',
    'Variable "$d" got invalid value …; Date: wrong form.',
  ],
  [
    'Variable "$f" got invalid value { name: "张伟" } at "f.sex"; Enum "Sex" cannot',
    'Variable "$f" got invalid value …; Enum "Sex" cannot',
  ],
  ['Expected value of type "Date", found "张伟".', 'Expected value of type "Date", found ….'],
  ['Syntax Error: Unexpected Name "张伟".', 'Syntax Error: Unexpected Name "…".'],
  ['Syntax Error: Expected Name, found Int "320105".', 'Syntax Error: Expected Name, found ….'],
])('%s', (message, shown) => {
  expect(hideValues(message)).toBe(shown ?? message);
});

test('no identity number passes, wherever it stands in a message', () => {
  const digits = fc.stringMatching(/^\d{17}[\dX]$/);
  fc.assert(
    fc.property(fc.string(), digits, fc.string(), (before, number, after) => {
      expect(hideValues(`${before} ${number} ${after}`)).not.toContain(number);
      expect(hideValues(`Variable "$a" got invalid value "${number}"; ${after}`)).not.toContain(number);
    }),
  );
});
