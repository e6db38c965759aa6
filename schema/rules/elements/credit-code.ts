import { foldWidthAndCase, removeBlanks } from './fold-text.ts';
import { checkOrganisationCode, organisationCheckCharacter } from './organisation-code.ts';

export type CreditCodeProblem = 'EMPTY' | 'LENGTH' | 'CHARACTERS' | 'CHECK_CHARACTER';
export type CreditCodeWarning = 'REGISTRAR_UNKNOWN' | 'CATEGORY_UNKNOWN' | 'ORGANISATION_CHECK' | 'REPAIRED';

export interface CreditCodeCheck {
  readonly kind: 'credit-code' | 'organisation-code' | 'invalid';
  /** 18 or 9 characters; when invalid, the text cleaned. */
  readonly canonical: string;
  readonly valid: boolean;
  /** The nine-character code inside, which also joins a credit code with an organisation code sent alone. */
  readonly organisationCode: string | null;
  /** The cleaned text as sent, when a letter that the alphabet lacks was read as the digit it resembles. */
  readonly repairedFrom: string | null;
  readonly problems: readonly CreditCodeProblem[];
  readonly warnings: readonly CreditCodeWarning[];
}

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const values = new Int8Array(128).fill(-1);
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const form = /^[0-9ABCDEFGHJKLMNPQRTUWXY]{18}$/;
/** The five letters that the alphabet leaves out, and what a typist meant. */
const confusions: ReadonlyMap<string, string> = new Map([
  ['O', '0'],
  ['I', '1'],
  ['Z', '2'],
  ['S', '5'],
  ['V', 'U'],
]);
/** Registrar → categories, GB 32100-2015 (51–54: 54 is in use for residents' committees). */
const categories: ReadonlyMap<string, string> = new Map([
  ['1', '1239'],
  ['2', '19'],
  ['3', '123459'],
  ['4', '19'],
  ['5', '12349'],
  ['6', '129'],
  ['7', '129'],
  ['8', '19'],
  ['9', '123'],
  ['A', '19'],
  ['N', '1239'],
  ['Y', '1'],
]);

/**
 * Unified social credit code, GB 32100-2015; a nine-character organisation code alone is recognised as such.
 * A letter outside the alphabet (O, I, Z, S, V) is repaired only when the check character then fits.
 */
export function checkCreditCode(raw: string): CreditCodeCheck {
  const text = removeBlanks(foldWidthAndCase(raw)).replace(/[-‐-―]/g, '');
  if (text.length === 9) {
    const organisation = checkOrganisationCode(text);
    if (organisation.valid) return organisationOnly(text, organisation.checkMatches);
  }
  const problem = findProblem(text);
  if (problem === null) return creditCode(text, null);
  if (problem === 'CHARACTERS') {
    const repaired = text.replace(/[OIZSV]/g, (letter) => confusions.get(letter) ?? letter);
    if (findProblem(repaired) === null) return creditCode(repaired, text);
  }
  return {
    kind: 'invalid',
    canonical: text,
    valid: false,
    organisationCode: null,
    repairedFrom: null,
    problems: [problem],
    warnings: [],
  };
}

/** The check character of the first 17 characters, all of the alphabet. The last mod turns 31 into 0. */
export function creditCodeCheckCharacter(code: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (values[code.charCodeAt(i)] ?? 0) * (weights[i] ?? 0);
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

function findProblem(text: string): CreditCodeProblem | null {
  if (text === '') return 'EMPTY';
  if (text.length !== 18) return 'LENGTH';
  if (!form.test(text)) return 'CHARACTERS';
  return creditCodeCheckCharacter(text) === text.charAt(17) ? null : 'CHECK_CHARACTER';
}

function organisationOnly(code: string, checkMatches: boolean): CreditCodeCheck {
  return {
    kind: 'organisation-code',
    canonical: code,
    valid: true,
    organisationCode: code,
    repairedFrom: null,
    problems: [],
    warnings: checkMatches ? [] : ['ORGANISATION_CHECK'],
  };
}

function creditCode(code: string, repairedFrom: string | null): CreditCodeCheck {
  const organisationCode = code.slice(8, 17);
  const warnings: CreditCodeWarning[] = [];
  const known = categories.get(code.charAt(0));
  if (known === undefined) warnings.push('REGISTRAR_UNKNOWN');
  else if (!known.includes(code.charAt(1))) warnings.push('CATEGORY_UNKNOWN');
  if (organisationCheckCharacter(organisationCode) !== organisationCode.charAt(8)) warnings.push('ORGANISATION_CHECK');
  if (repairedFrom !== null) warnings.push('REPAIRED');
  return { kind: 'credit-code', canonical: code, valid: true, organisationCode, repairedFrom, problems: [], warnings };
}
