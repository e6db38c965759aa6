import type { DateFormat } from '../../../model/contract.ts';
import { parseDate } from '../../elements/date.ts';
import { isDefaultDay } from '../../elements/date-relation.ts';
import { foldWidth, removeBlanks } from '../../elements/fold-text.ts';
import { normalisePhone } from '../../elements/phone.ts';
import type { MadeParts } from './made-parts.ts';

/** Codes of GB/T 2261.1 and others that state that nothing is known. */
const saysNothing: ReadonlySet<string> = new Set(['', '0', '9', '-', '无', '不详', '未知']);

export function textParts(raw?: string): MadeParts {
  if (!raw) return {};
  const text = removeBlanks(foldWidth(raw)).toUpperCase();
  return saysNothing.has(text) ? {} : { '': text };
}

/** A flagged date (one in the future, say) is kept as sent and still compared. */
const dateForms: readonly DateFormat[] = ['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/MM/DD'];

/** The whole date, its `year` and `decade` (1970), and `monthDay` unless it is the 1 January of an unknown day. */
export function dateParts(raw?: string): MadeParts {
  const day = raw ? parseDate(raw, dateForms) : null;
  if (day === null) return {};
  const year = day.slice(0, 4);
  return { '': day, year, decade: `${day.slice(0, 3)}0`, monthDay: isDefaultDay(day) ? undefined : day.slice(5) };
}

export function phoneParts(raw?: string): MadeParts {
  if (!raw) return {};
  const phone = normalisePhone(raw);
  return phone.valid ? { '': phone.canonical } : {};
}
