import fc from 'fast-check';
import { checkCitizenId, citizenIdCheckCharacter, idNumberEdits } from '../../../schema/rules/elements/citizen-id.ts';

const today = '2026-11-01';

/** Any number that a registrar could have issued between 1900 and 2025. */
const validNumber = fc
  .record({
    division: fc
      .integer({ min: 110101, max: 659999 })
      .filter((d) => checkCitizenId(withCheck(`${d}19900101001`)).valid),
    day: fc.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
    sequence: fc.integer({ min: 1, max: 999 }),
  })
  .map(({ division, day, sequence }) =>
    withCheck(`${division}${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`),
  );

function withCheck(digits: string): string {
  return digits + citizenIdCheckCharacter(digits);
}

describe('a citizen identity number', () => {
  test('of the standard’s own example is valid and tells birth date, sex and division', () => {
    expect(checkCitizenId('11010519491231002X', today)).toEqual({
      canonical: '11010519491231002X',
      valid: true,
      problems: [],
      warnings: [],
      upgradedFrom15: false,
      birthDate: '1949-12-31',
      sex: '2',
      division: '110105',
    });
  });

  test('has the check character that the standard computes', () => {
    expect(citizenIdCheckCharacter('44052418800101001')).toBe('4');
    expect(checkCitizenId('440524188001010014').valid).toBe(true);
  });

  test.each([
    ['full-width digits', '３２０１０５１９６２０９０７００３４', '320105196209070034'],
    ['a lower-case x', '11010519491231002x', '11010519491231002X'],
    ['a full-width x', '11010519491231002ｘ', '11010519491231002X'],
    ['blanks inside and around', ' 110105 19491231\u3000002X\u00a0', '11010519491231002X'],
    ['a byte-order mark', '\ufeff11010519491231002X', '11010519491231002X'],
    ['an apostrophe from a spreadsheet', "'11010519491231002X", '11010519491231002X'],
    ['dashes', '110105-19491231-002X', '11010519491231002X'],
  ])('written with %s is understood', (_, raw, canonical) => {
    expect(checkCitizenId(raw)).toMatchObject({ canonical, valid: true });
  });

  test('of 15 digits is raised to 18 and says so', () => {
    expect(checkCitizenId('110105491231002')).toMatchObject({
      canonical: '11010519491231002X',
      valid: true,
      upgradedFrom15: true,
      birthDate: '1949-12-31',
    });
  });

  test.each([
    ['nothing', '', 'EMPTY'],
    ['blanks only', ' \u3000', 'EMPTY'],
    ['17 digits', '11010519491231002', 'LENGTH'],
    ['letters', '1101051949123100AX', 'CHARACTERS'],
    ['stars over the birth date', '110105********002X', 'CHARACTERS'],
    ['30 February', withCheck('11010519900230002'), 'DATE'],
    ['29 February 1900', withCheck('11010519000229002'), 'DATE'],
    ['month 13', withCheck('11010519901301002'), 'DATE'],
    ['15 digits with 31 June', '110105490631002', 'DATE'],
    ['a wrong check character', '110105194912310021', 'CHECK_CHARACTER'],
    ['a birth date after today', withCheck('11010520261102002'), 'FUTURE_DATE'],
    ['a spreadsheet’s scientific form', '3.20105E+17', 'LOST_DIGITS'],
  ])('with %s is invalid and names the reason', (_, raw, problem) => {
    const check = checkCitizenId(raw, today);
    expect(check).toMatchObject({ valid: false, problems: [problem], birthDate: null, sex: null, division: null });
  });

  test('born today is valid; without a given day the future is not judged', () => {
    expect(checkCitizenId(withCheck('11010520261101002'), today).valid).toBe(true);
    expect(checkCitizenId(withCheck('11010520991101002')).valid).toBe(true);
  });

  test.each([
    ['an unknown division', '99', 'NOT_MAINLAND'],
    ['a residence permit of 810000', '81', 'NOT_MAINLAND'],
    ['a province that never was', '18', 'DIVISION_UNKNOWN'],
  ])('with %s is flagged, not rejected', (_, province, warning) => {
    expect(checkCitizenId(withCheck(`${province}000019900101001`))).toMatchObject({ valid: true, warnings: [warning] });
  });

  test('of somebody older than 120 is flagged, not rejected', () => {
    expect(checkCitizenId('440524188001010014', today)).toMatchObject({ valid: true, warnings: ['AGE_OVER_120'] });
  });

  test('that was issued is valid, and no single wrong digit leaves it so', () => {
    fc.assert(
      fc.property(validNumber, fc.nat(16), fc.integer({ min: 1, max: 9 }), (number, position, shift) => {
        expect(checkCitizenId(number)).toMatchObject({ valid: true, canonical: number });
        const digit = (Number(number[position]) + shift) % 10;
        const wrong = number.slice(0, position) + digit + number.slice(position + 1);
        expect(checkCitizenId(wrong).valid).toBe(false);
      }),
    );
  });

  test('is not valid with two different neighbours swapped', () => {
    fc.assert(
      fc.property(validNumber, fc.nat(15), (number, i) => {
        fc.pre(number[i] !== number[i + 1]);
        const swapped = number.slice(0, i) + number[i + 1] + number[i] + number.slice(i + 2);
        expect(checkCitizenId(swapped).valid).toBe(false);
        expect(idNumberEdits(number, swapped)).toBe(1);
      }),
    );
  });

  test('cleaned twice is the same as cleaned once, whatever was typed', () => {
    const typed = fc.oneof(validNumber, fc.string(), fc.stringMatching(/^[0-9０-９xXｘ \u3000*-]{0,20}$/));
    fc.assert(
      fc.property(typed, (raw) => {
        const once = checkCitizenId(raw).canonical;
        expect(checkCitizenId(once).canonical).toBe(once);
      }),
    );
  });
});

describe('the distance between two numbers', () => {
  test.each([
    ['11010519491231002X', '11010519491231002X', 0],
    ['110105194912310021', '110105194912310022', 1],
    ['110105194912310021', '110105194912310012', 1],
    ['110105194912310021', '110105194912130012', 2],
    ['110105194912310021', '11010519491231002', 1],
    ['110105194912310021', '320105196209070034', 3],
    ['', '110105194912310021', 3],
  ])('%s and %s are %i apart', (a, b, edits) => {
    expect(idNumberEdits(a, b)).toBe(edits);
    expect(idNumberEdits(b, a)).toBe(edits);
  });
});
