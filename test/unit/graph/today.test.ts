import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, bornBeforeForAge, todayInChina } from '../../../schema/graphql/kernel/today.ts';

test.each([
  ['2026-11-01T15:59:59Z', '2026-11-01'],
  ['2026-11-01T16:00:00Z', '2026-11-02'],
])('at %s it is %s in China', (instant, day) => {
  expect(todayInChina(new Date(instant))).toBe(day);
});

test.each([
  ['2026-11-01', '1941-06-15', 85],
  ['2026-11-01', '1946-11-01', 80],
  ['2026-11-01', '1946-11-02', 79],
  ['2026-02-28', '2004-02-29', 21],
  ['2026-03-01', '2004-02-29', 22],
  ['2026-11-01', '2026-11-01', 0],
  ['2026-11-01', '2026-11-02', null],
  ['2026-11-01', '1985', null],
])('on %s who was born on %s is %s', (today, birthDate, age) => {
  expect(ageOn(today, birthDate)).toBe(age);
});

test('the filter by age and the age that is shown agree on every day', () => {
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, fc.integer({ min: 0, max: 120 }), (today, birthDate, years) => {
      const age = ageOn(today, birthDate);
      fc.pre(age !== null);
      expect(birthDate < bornBeforeForAge(today, years)).toBe((age ?? 0) >= years);
    }),
  );
});
