import { dateRelation } from '../../elements/date-relation.ts';
import { classifyDocument } from '../../elements/document.ts';
import { nameForms } from '../../elements/name.ts';
import type { MadeParts } from '../prepare-record.ts';

/**
 * `number`: canonical. `standing`: `sound` (a valid citizen number of the subject's own), `unsound` (it breaks its
 * check), `borrowed` (valid, but of somebody else), `other` (a passport or another document without a check).
 * `birth`: the day inside a sound number.
 */
export function documentParts(number?: string, type?: string, birthDate?: string, name?: string): MadeParts {
  if (!number) return {};
  const document = classifyDocument(type ?? null, number);
  if (document.canonical === '') return {};
  if (!isNumbered(document.type)) return { number: document.canonical, standing: 'other' };
  if (document.valid !== true) return { number: document.canonical, standing: 'unsound' };
  const birth = `${document.canonical.slice(6, 10)}-${document.canonical.slice(10, 12)}-${document.canonical.slice(12, 14)}`;
  if (isBorrowed(birth, birthDate, name)) return { number: document.canonical, standing: 'borrowed' };
  return { number: document.canonical, standing: 'sound', birth };
}

/** Documents built like a citizen number, birth date and check character included. */
const isNumbered = (type: string): boolean => type === 'CITIZEN_ID' || type === 'HMT_PERMIT' || type === 'FOREIGN_PRC';

/**
 * A newborn entered under its mother's number: the row's own birth date is a grown-up's age away from the number's,
 * or the row has no name of its own and any other birth date. A clerk's slip leaves the two dates closer together.
 */
function isBorrowed(birth: string, birthDate: string | undefined, name: string | undefined): boolean {
  if (!birthDate || birth === birthDate) return false;
  const years = Math.abs(Number(birth.slice(0, 4)) - Number(birthDate.slice(0, 4)));
  if (name && nameForms(name).parentName !== null) return years > 1;
  return years > mostYearsOfSlip && dateRelation(birth, birthDate).relation === 'DIFFERENT';
}

const mostYearsOfSlip = 2;
