import fc from 'fast-check';
import { checkCreditCode, creditCodeCheckCharacter } from '../../../schema/rules/elements/credit-code.ts';
import { checkOrganisationCode, organisationCheckCharacter } from '../../../schema/rules/elements/organisation-code.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const validCode = fc
  .record({
    head: fc.constantFrom('91', '92', '52', '51', '12', 'N1', 'Y1'),
    division: fc.integer({ min: 110000, max: 659999 }),
    subject: fc.array(fc.constantFrom(...alphabet), { minLength: 8, maxLength: 8 }),
  })
  .map(({ head, division, subject }) => {
    const eight = subject.join('');
    const front = `${head}${division}${eight}${organisationCheckCharacter(eight)}`;
    return front + creditCodeCheckCharacter(front);
  });

describe('a unified social credit code', () => {
  test('of the standard is valid and holds its organisation code', () => {
    expect(checkCreditCode('91350100M000100Y43')).toMatchObject({
      kind: 'credit-code',
      canonical: '91350100M000100Y43',
      valid: true,
      organisationCode: 'M000100Y4',
      repairedFrom: null,
    });
  });

  test('with a final Z is invalid: reading it as 2 does not mend the check character', () => {
    expect(checkCreditCode('91350100M000100Y4Z')).toMatchObject({
      kind: 'invalid',
      valid: false,
      problems: ['CHARACTERS'],
    });
  });

  test('whose weighted sum is a multiple of 31 has the check character 0', () => {
    const front = '92320105137098520';
    expect(creditCodeCheckCharacter('92320105137098520').length).toBe(1);
    const zero = [...alphabet]
      .map((c) => `9132010500000${c}000`)
      .find((code) => creditCodeCheckCharacter(code) === '0');
    expect(zero).toBeDefined();
    expect(checkCreditCode(`${zero}0`).valid).toBe(true);
    expect(checkCreditCode(front + creditCodeCheckCharacter(front)).valid).toBe(true);
  });

  test.each([
    ['lower case', '91350100m000100y43'],
    ['full width', '９１３５０１００Ｍ０００１００Ｙ４３'],
    ['blanks and dashes', ' 91350100-M000100Y4-3 '],
  ])('written in %s is understood', (_, raw) => {
    expect(checkCreditCode(raw)).toMatchObject({ canonical: '91350100M000100Y43', valid: true });
  });

  test('with the letter O for a zero is repaired, and says what was sent', () => {
    expect(checkCreditCode('9135O1O0MO00100Y43')).toMatchObject({
      canonical: '91350100M000100Y43',
      valid: true,
      repairedFrom: '9135O1O0MO00100Y43',
      warnings: expect.arrayContaining(['REPAIRED']),
    });
  });

  test('is never repaired when the check character still does not fit', () => {
    expect(checkCreditCode('9135O100M000100Y44')).toMatchObject({
      kind: 'invalid',
      repairedFrom: null,
      organisationCode: null,
    });
  });

  test.each([
    ['nothing', '', 'EMPTY'],
    ['a business number of 15 digits', '320105000012345', 'LENGTH'],
    ['a sign outside the alphabet', '91350100M000100Y4?', 'CHARACTERS'],
    ['a wrong check character', '91350100M000100Y44', 'CHECK_CHARACTER'],
  ])('with %s is invalid and names the reason', (_, raw, problem) => {
    expect(checkCreditCode(raw)).toMatchObject({ kind: 'invalid', valid: false, problems: [problem] });
  });

  test('of an unknown registrar or category is valid and flagged', () => {
    const code = (head: string) => {
      const front = `${head}320105000000000`;
      return front + creditCodeCheckCharacter(front);
    };
    expect(checkCreditCode(code('B1')).warnings).toContain('REGISTRAR_UNKNOWN');
    expect(checkCreditCode(code('97')).warnings).toContain('CATEGORY_UNKNOWN');
    expect(checkCreditCode(code('54')).warnings).not.toContain('CATEGORY_UNKNOWN');
  });

  test('that was issued is valid, and no single wrong character leaves it so', () => {
    fc.assert(
      fc.property(validCode, fc.nat(17), fc.integer({ min: 1, max: 30 }), (code, position, shift) => {
        expect(checkCreditCode(code)).toMatchObject({ valid: true, canonical: code, warnings: [] });
        const other = alphabet.charAt((alphabet.indexOf(code.charAt(position)) + shift) % alphabet.length);
        expect(checkCreditCode(code.slice(0, position) + other + code.slice(position + 1)).valid).toBe(false);
      }),
    );
  });

  test('cleaned twice is the same as cleaned once', () => {
    fc.assert(
      fc.property(fc.oneof(validCode, fc.string(), fc.stringMatching(/^[0-9A-Za-zＯ ０-９-]{0,20}$/)), (raw) => {
        const once = checkCreditCode(raw).canonical;
        expect(checkCreditCode(once).canonical).toBe(once);
      }),
    );
  });
});

describe('an organisation code', () => {
  test('sent alone in the field of the credit code is recognised as what it is', () => {
    expect(checkCreditCode('72438489-8')).toMatchObject({
      kind: 'organisation-code',
      valid: true,
      canonical: '724384898',
      organisationCode: '724384898',
      warnings: [],
    });
  });

  test('joins the credit code that holds it', () => {
    expect(checkCreditCode('91320105724384898U').organisationCode).toBe(checkCreditCode('724384898').organisationCode);
  });

  test('with a wrong check character keeps its form and is flagged only', () => {
    expect(checkOrganisationCode('724384897')).toEqual({ canonical: '724384897', valid: true, checkMatches: false });
    expect(checkCreditCode('724384897')).toMatchObject({ valid: true, warnings: ['ORGANISATION_CHECK'] });
  });

  test.each(['', '12345678', 'ABCDEFGHI', '1234567890'])('is not %p', (raw) => {
    expect(checkOrganisationCode(raw).valid).toBe(false);
  });
});
