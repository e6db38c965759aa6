import { foldWidth } from '../../elements/fold-text.ts';
import type { MadeParts } from './made-parts.ts';

/**
 * A date of eight digits, year first, whether or not a calendar has it. ``: YYYY-MM-DD; `year`; `monthDay` unless it
 * is the 1 January of an unknown day.
 */
export function writtenDateParts(raw?: string): MadeParts {
  const digits = (raw ?? '').replace(/\D/g, '');
  if (digits.length !== 8) return {};
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)];
  return {
    '': `${year}-${month}-${day}`,
    year,
    monthDay: month === '01' && day === '01' ? undefined : `${month}-${day}`,
  };
}

/** Letters and digits alone, in capitals. */
export function codeParts(raw?: string): MadeParts {
  const code = foldWidth(raw ?? '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return { '': code === '' ? undefined : code };
}

/**
 * ``: the whole postcode. A British one (letters, digits, then a digit and two letters) also has its `area` (letters),
 * `district` (all before the last three) and `sector` (all but the last two); another one has its first two
 * characters as `area`.
 */
export function postcodeParts(raw?: string): MadeParts {
  const code = codeParts(raw)[''];
  if (code === undefined) return {};
  const british = /^([A-Z]{1,2})[0-9A-Z]{1,2}[0-9][A-Z]{2}$/.exec(code);
  if (!british) return { '': code, area: code.slice(0, 2) };
  return { '': code, area: british[1], district: code.slice(0, -3), sector: code.slice(0, -2) };
}
