import { formatDay } from './calendar.ts';
import { editDistance } from './edit-distance.ts';
import { foldWidthAndCase, removeBlanks } from './fold-text.ts';

/** Why a number is not a valid citizen identity number. LOST_DIGITS: a spreadsheet wrote it as 3.20105E+17. */
export type CitizenIdProblem =
  | 'EMPTY'
  | 'LOST_DIGITS'
  | 'LENGTH'
  | 'CHARACTERS'
  | 'DATE'
  | 'FUTURE_DATE'
  | 'CHECK_CHARACTER';
/** Worth a look, and no reason to reject. NOT_MAINLAND: a residence permit (81, 82, 83) or a foreigner's card (9). */
export type CitizenIdWarning = 'DIVISION_UNKNOWN' | 'NOT_MAINLAND' | 'AGE_OVER_120';

export interface CitizenIdCheck {
  /** 18 characters where the number allows it (a 15-digit one upgraded); else the text cleaned as best it can be. */
  readonly canonical: string;
  readonly valid: boolean;
  readonly problems: readonly CitizenIdProblem[];
  readonly warnings: readonly CitizenIdWarning[];
  readonly upgradedFrom15: boolean;
  /** YYYY-MM-DD; null unless valid. */
  readonly birthDate: string | null;
  /** GB/T 2261.1: 1 male, 2 female; null unless valid. */
  readonly sex: '1' | '2' | null;
  /** Six digits: where the number was first issued; null unless valid. */
  readonly division: string | null;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';
const eighteen = /^[0-9]{17}[0-9X]$/;
const fifteen = /^[0-9]{15}$/;
const scientific = /^[0-9]+E\+?[0-9]{2}$/;
const separators = /[-‐-―.·'`’]/g;
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' '),
);

/**
 * GB 11643-1999, with the 15-digit form in use before it. The text may hold full-width characters, blanks and a
 * lower-case x. `today` (YYYY-MM-DD) makes birth dates after it invalid.
 */
export function checkCitizenId(raw: string, today?: string): CitizenIdCheck {
  const text = eighteen.test(raw) ? raw : clean(raw);
  const upgradedFrom15 = fifteen.test(text);
  const canonical = upgradedFrom15 ? upgrade(text) : text;
  const problem = findProblem(canonical, today);
  if (problem !== null) {
    return {
      canonical,
      valid: false,
      problems: [problem],
      warnings: [],
      upgradedFrom15,
      birthDate: null,
      sex: null,
      division: null,
    };
  }
  const birthDate = birthDateOf(canonical);
  return {
    canonical,
    valid: true,
    problems: [],
    warnings: findWarnings(canonical, birthDate, today),
    upgradedFrom15,
    birthDate,
    sex: canonical.charCodeAt(16) % 2 === 1 ? '1' : '2',
    division: canonical.slice(0, 6),
  };
}

/** How many typing mistakes lie between two numbers: 0–3, where 3 means three or more and a swap counts once. */
export function idNumberEdits(a: string, b: string): number {
  return editDistance(a, b, 3);
}

/** The check character of 17 digits. */
export function citizenIdCheckCharacter(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (digits.charCodeAt(i) - 48) * (weights[i] ?? 0);
  return checkCharacters.charAt(sum % 11);
}

function clean(raw: string): string {
  return removeBlanks(foldWidthAndCase(raw)).replace(separators, '');
}

function upgrade(text: string): string {
  const digits = `${text.slice(0, 6)}19${text.slice(6)}`;
  return digits + citizenIdCheckCharacter(digits);
}

function findProblem(text: string, today: string | undefined): CitizenIdProblem | null {
  if (text === '') return 'EMPTY';
  if (!eighteen.test(text)) {
    if (scientific.test(text)) return 'LOST_DIGITS';
    return text.length === 18 || text.length === 15 ? 'CHARACTERS' : 'LENGTH';
  }
  const birthDate = birthDateOf(text);
  if (birthDate === null) return 'DATE';
  if (citizenIdCheckCharacter(text) !== text.charAt(17)) return 'CHECK_CHARACTER';
  return today !== undefined && birthDate > today ? 'FUTURE_DATE' : null;
}

function birthDateOf(text: string): string | null {
  return formatDay(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14)));
}

const noWarnings: readonly CitizenIdWarning[] = [];

function findWarnings(text: string, birthDate: string | null, today: string | undefined): readonly CitizenIdWarning[] {
  const known = provinces.has(text.slice(0, 2));
  const old =
    today !== undefined && birthDate !== null && Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > 120;
  if (known && !old) return noWarnings;
  const warnings: CitizenIdWarning[] = [];
  if (/^(?:81|82|83|9)/.test(text)) warnings.push('NOT_MAINLAND');
  else if (!known) warnings.push('DIVISION_UNKNOWN');
  if (old) warnings.push('AGE_OVER_120');
  return warnings;
}
