import fc from 'fast-check';
import type { DateFormat } from '../../../schema/model/contract.ts';
import { parseDate, parseTimestamp } from '../../../schema/rules/elements/date.ts';
import { dateRelation, isDefaultDay } from '../../../schema/rules/elements/date-relation.ts';

const cases: readonly (readonly [string, readonly DateFormat[], string | null])[] = [
  ['19491231', ['YYYYMMDD'], '1949-12-31'],
  ['1949-12-31', ['YYYY-MM-DD'], '1949-12-31'],
  ['1949-1-5', ['YYYY-MM-DD'], '1949-01-05'],
  ['1949/12/31', ['YYYY-MM-DD', 'YYYY/MM/DD'], '1949-12-31'],
  ['1949年12月31日', ['YYYY年MM月DD日'], '1949-12-31'],
  ['２０２４－０２－２９', ['YYYY-MM-DD'], '2024-02-29'],
  [' 2024-02-29 00:00:00 ', ['YYYY-MM-DD'], '2024-02-29'],
  ['2024-05', ['YYYY-MM'], '2024-05-01'],
  ['202405', ['YYYYMM'], '2024-05-01'],
  ['1949-12-31', ['YYYYMMDD'], null],
  ['2023-02-29', ['YYYY-MM-DD'], null],
  ['19000229', ['YYYYMMDD'], null],
  ['2024-00-10', ['YYYY-MM-DD'], null],
  ['2024-13-01', ['YYYY-MM-DD'], null],
  ['2024-04-31', ['YYYY-MM-DD'], null],
  ['2024-02-29 12:30:00', ['YYYY-MM-DD'], null],
  ['1949年腊月', ['YYYY年MM月DD日'], null],
  ['00000000', ['YYYYMMDD'], null],
  ['', ['YYYYMMDD', 'YYYY-MM-DD'], null],
];
test.each(cases)('the date %p under %p is %p', (raw, formats, expected) => {
  expect(parseDate(raw, formats)).toBe(expected);
});

test('every day of the calendar survives being written and read in every format', () => {
  const days = fc.date({ min: new Date('1850-01-01'), max: new Date('2150-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10);
      const [year, month, dayOfMonth] = day.split('-');
      expect(parseDate(day, ['YYYY-MM-DD'])).toBe(day);
      expect(parseDate(`${year}${month}${dayOfMonth}`, ['YYYYMMDD'])).toBe(day);
      expect(parseDate(`${year}年${month}月${dayOfMonth}日`, ['YYYY年MM月DD日'])).toBe(day);
      expect(parseDate(parseDate(day, ['YYYY-MM-DD']) ?? '', ['YYYY-MM-DD'])).toBe(day);
    }),
  );
});

test.each([
  ['2026-03-03T07:01:06+08:00', '2026-03-02T23:01:06.000Z'],
  ['2026-03-03T07:01:06Z', '2026-03-03T07:01:06.000Z'],
  ['2026-03-03T07:01:06.5-0330', '2026-03-03T10:31:06.500Z'],
  ['2026-03-03T07:01:06.123456789Z', '2026-03-03T07:01:06.123Z'],
  ['2026-03-03 07:01:06', '2026-03-02T23:01:06.000Z'],
  ['2026/3/3 7:01', '2026-03-02T23:01:00.000Z'],
  ['20260303070106', '2026-03-02T23:01:06.000Z'],
  ['2026-03-03', '2026-03-02T16:00:00.000Z'],
  ['２０２６-03-03', '2026-03-02T16:00:00.000Z'],
  ['2026-02-30T07:01:06Z', null],
  ['2026-03-03T24:00:00Z', null],
  ['2026-03-03T07:60:00Z', null],
  ['2026-03-03T07:01:06+19:00', null],
  ['2026-03/03', null],
  ['yesterday', null],
  ['', null],
])('the moment %p is %p', (raw, expected) => {
  expect(parseTimestamp(raw)).toBe(expected);
});

test('an instant read from its own canonical form is itself', () => {
  const instants = fc.date({ min: new Date('1900-01-01'), max: new Date('2190-01-01'), noInvalidDate: true });
  fc.assert(fc.property(instants, (date) => expect(parseTimestamp(date.toISOString())).toBe(date.toISOString())));
});

test.each([
  ['1990-05-07', '1990-05-07', 'SAME'],
  ['1948-10-12', '1948-12-10', 'DAY_MONTH_SWAPPED'],
  ['1947-04-01', '1948-04-01', 'YEAR_OFF_BY_ONE'],
  ['1949-12-31', '1950-12-31', 'YEAR_OFF_BY_ONE'],
  ['1962-05-28', '1962-06-28', 'MONTH_OFF_BY_ONE'],
  ['2021-01-01', '2021-12-22', 'SAME_YEAR_DEFAULT_DAY'],
  ['1990-01-26', '1991-01-26', 'YEAR_OFF_BY_ONE'],
  ['1990-05-26', '1990-05-16', 'ONE_DIGIT'],
  ['1990-05-26', '1980-05-26', 'ONE_DIGIT'],
  ['1990-05-26', '1990-05-17', 'ONE_PART'],
  ['1990-05-26', '1973-05-26', 'ONE_PART'],
  ['1990-05-26', '1991-06-26', 'DIFFERENT'],
])('%s and %s are related as %s, both ways round', (a, b, relation) => {
  expect(dateRelation(a, b).relation).toBe(relation);
  expect(dateRelation(b, a).relation).toBe(relation);
});

test('1 January is known as the day of those whose day is not known', () => {
  expect(isDefaultDay('1990-01-01')).toBe(true);
  expect(dateRelation('1990-01-01', '1991-05-02')).toEqual({
    relation: 'DIFFERENT',
    defaultDay: true,
    sameYear: false,
  });
});

test('the usual way to write a time means what any other way of writing it means', () => {
  const part = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
  const days = fc.tuple(fc.integer({ min: 1790, max: 2210 }), part(13), part(32)).map((parts) => parts.join('-'));
  fc.assert(
    fc.property(days, fc.tuple(part(24), part(60), part(60)), (day, parts) => {
      const clock = parts.join(':');
      expect(parseTimestamp(`${day}T${clock}+08:00`)).toBe(parseTimestamp(`${day} ${clock}`));
    }),
    { numRuns: 1000 },
  );
});
