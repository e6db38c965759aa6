import { citizenIdCheckCharacter } from '../../elements/citizen-id.ts';
import { dateRelation } from '../../elements/date-relation.ts';
import { classifyDocument } from '../../elements/document.ts';
import { nameForms } from '../../elements/name.ts';
import type { MadeParts } from './made-parts.ts';
import { dateParts } from './simple-parts.ts';

/**
 * `number`: canonical. `standing`: `sound` (a valid citizen number of the subject's own), `unsound` (it breaks its
 * check), `parent` (a child entered under a parent's number), `borrowed` (valid, but of somebody else), `other` (a
 * passport or another document without a check). `birth`, `sex`: what a sound number says.
 */
export function documentParts(number?: string, type?: string, statedBirth?: string, name?: string): MadeParts {
  if (!number) return {};
  const document = classifyDocument(type ?? null, number);
  if (document.canonical === '') return {};
  const isNumber = isNumbered(document.type) || (!document.declared && citizenForm.test(document.canonical));
  if (!isNumber) return { number: document.canonical, standing: 'other' };
  if (document.valid !== true) return { number: document.canonical, standing: 'unsound' };
  const own = birthIn(document.canonical);
  // Nearly always the row states the very day, and then there is nothing to find out.
  if (statedBirth === own) return soundParts(document.canonical, own);
  const stated = dateParts(statedBirth)[''];
  const canonical = inStatedCentury(document.canonical, stated);
  const birth = birthIn(canonical);
  const standing = standingOf(birth, stated, name);
  return standing === 'sound' ? soundParts(canonical, birth) : { number: canonical, standing };
}

const soundParts = (number: string, birth: string): MadeParts => ({
  number,
  standing: 'sound',
  birth,
  sex: Number(number.charAt(16)) % 2 === 1 ? '1' : '2',
});

const birthIn = (number: string): string => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;

/**
 * A number of fifteen digits is read as one of the last century, when such numbers were issued. Some systems cut those
 * of children to fifteen as well: where the row states the very day a hundred years later, that is the number's.
 */
function inStatedCentury(number: string, stated: string | undefined): string {
  if (stated === undefined || !number.startsWith('19', 6) || `20${birthIn(number).slice(2)}` !== stated) return number;
  const digits = `${number.slice(0, 6)}20${number.slice(8, 17)}`;
  return digits + citizenIdCheckCharacter(digits);
}

/** What a citizen number that breaks its check looks like where the source names no type of document. */
const citizenForm = /^[0-9]{15}$|^[0-9]{17}[0-9X]$/;

/** Documents built like a citizen number, birth date and check character included. */
const isNumbered = (type: string): boolean => type === 'CITIZEN_ID' || type === 'HMT_PERMIT' || type === 'FOREIGN_PRC';

/**
 * Whose number it is, by the row's own birth date. A clerk's slip leaves the two dates alike or close; a date that is
 * unlike and years away means another person, and a parent where the row's subject is younger by a generation.
 */
function standingOf(birth: string, birthDate: string | undefined, name: string | undefined): string {
  // Nearly always; and what a name tells costs more than all the rest.
  if (birth === birthDate) return 'sound';
  const isChild = name !== undefined && nameForms(name).parentName !== null;
  if (!birthDate) return isChild ? 'parent' : 'sound';
  const years = Number(birthDate.slice(0, 4)) - Number(birth.slice(0, 4));
  if (isChild && years > mostYearsOfSlip) return 'parent';
  if (Math.abs(years) <= mostYearsOfSlip || dateRelation(birth, birthDate).relation !== 'DIFFERENT') return 'sound';
  return years >= leastParentYears && years <= mostParentYears ? 'parent' : 'borrowed';
}

const mostYearsOfSlip = 2;
const leastParentYears = 15;
const mostParentYears = 55;
