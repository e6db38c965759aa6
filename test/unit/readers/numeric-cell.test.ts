import { classifyFormat } from '../../../connectors/readers/xlsx/number-formats.ts';
import { readNumericCell } from '../../../connectors/readers/xlsx/numeric-cell.ts';

test.each([
  ['703', '703'],
  ['13951234567', '13951234567'],
  ['320105890203211', '320105890203211'],
  ['703.10000000000002', '703.1'],
  ['0.30000000000000004', '0.3'],
  ['1.5E-7', '0.00000015'],
  ['1E+3', '1000'],
  ['-12.5', '-12.5'],
  ['3.2010519510228E+17', { lostDigits: '320105195102280000' }],
  ['320105195102280000', { lostDigits: '320105195102280000' }],
  ['1234567890123456', { lostDigits: '1234567890123456' }],
  ['6.02E+23', { lostDigits: '6.02E+23' }],
  ['', ''],
  ['x', 'x'],
])('the number %j is read as %j', (raw, expected) => {
  expect(readNumericCell(raw, 'number', false)).toEqual(expected);
});

test.each([
  ['1', 'date', '1900-01-01'],
  ['59', 'date', '1900-02-28'],
  ['60', 'date', '1900-02-29'],
  ['61', 'date', '1900-03-01'],
  ['18687', 'date', '1951-02-28'],
  ['46327', 'date', '2026-11-01'],
  ['46327.5', 'date-time', '2026-11-01T12:00:00'],
  ['46327.5', 'date', '2026-11-01T12:00:00'],
  ['46327', 'date-time', '2026-11-01T00:00:00'],
  ['46327', 'month', '2026-11'],
  ['0.75', 'time', '18:00:00'],
  ['46327.000011574', 'date-time', '2026-11-01T00:00:01'],
  ['320105195102280000', 'date', { lostDigits: '320105195102280000' }],
] as const)('the serial %s shown as %s is %j', (raw, format, expected) => {
  expect(readNumericCell(raw, format, false)).toEqual(expected);
});

test('a workbook that counts from 1904 gives the same days', () => {
  expect(readNumericCell(String(46327 - 1462), 'date', true)).toBe('2026-11-01');
});

test.each([
  ['General', 'number'],
  ['0.00', 'number'],
  ['#,##0.00_);[Red](#,##0.00)', 'number'],
  ['0.00E+00', 'number'],
  ['"日"0', 'number'],
  ['@', 'number'],
  ['yyyy-mm-dd', 'date'],
  ['yyyy/m/d;@', 'date'],
  ['yyyy"年"m"月"d"日";@', 'date'],
  ['[$-804]yyyy"年"m"月"', 'month'],
  ['yyyy-mm', 'month'],
  ['yyyy-mm-dd hh:mm:ss', 'date-time'],
  ['[h]:mm', 'time'],
  ['h:mm AM/PM', 'time'],
])('the number format %j means %s', (code, meaning) => {
  expect(classifyFormat(code)).toBe(meaning);
});
