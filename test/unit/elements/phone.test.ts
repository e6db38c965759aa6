import fc from 'fast-check';
import { normalisePhone } from '../../../schema/rules/elements/phone.ts';

test.each([
  ['13994412818', '13994412818', 'mobile'],
  ['139-9441-2818', '13994412818', 'mobile'],
  ['139 9441 2818', '13994412818', 'mobile'],
  ['１３９９４４１２８１８', '13994412818', 'mobile'],
  ['+8613994412818', '13994412818', 'mobile'],
  ['8613994412818', '13994412818', 'mobile'],
  ['008613994412818', '13994412818', 'mobile'],
  ['+86 (0)139 9441 2818', '13994412818', 'mobile'],
  ['013994412818', '13994412818', 'mobile'],
  ['02588256404', '02588256404', 'landline'],
  ['025-88256404', '02588256404', 'landline'],
  ['025-8825-6404', '02588256404', 'landline'],
  ['(025)88256404', '02588256404', 'landline'],
  ['（０２５）８８２５６４０４', '02588256404', 'landline'],
  ['+86 25 8825 6404', '02588256404', 'landline'],
  ['025-88256404转801', '02588256404', 'landline'],
  ['025-88256404-801', '02588256404', 'landline'],
  ['025-88256404 ext. 12', '02588256404', 'landline'],
  ['010-62345678', '01062345678', 'landline'],
  ['0913-2345678', '09132345678', 'landline'],
  ['0512-62345678', '051262345678', 'landline'],
  ['400-820-8820', '4008208820', 'other'],
  ['025-88256404/13994412818', '02588256404', 'landline'],
  ['1399441281、13994412818', '13994412818', 'mobile'],
])('%s is the number %s (%s)', (raw, canonical, kind) => {
  expect(normalisePhone(raw)).toEqual({ canonical, valid: true, kind });
});

test.each(['', '无', '88256404', '1399441281', '12345678901', '139****2818', '13900000000', '00000000000', '025-1234'])(
  '%p is no number that can be called',
  (raw) => {
    expect(normalisePhone(raw).valid).toBe(false);
  },
);

test('normalising twice is the same as once', () => {
  const typed = fc.oneof(fc.string(), fc.stringMatching(/^[+]?[0-9０-９ ()-]{0,18}(?:转[0-9]{1,4})?$/));
  fc.assert(
    fc.property(typed, (raw) => {
      const once = normalisePhone(raw);
      if (once.valid) expect(normalisePhone(once.canonical)).toEqual(once);
      expect(once.canonical).toMatch(/^[0-9]*$/);
    }),
  );
});
