import { isDefaultDay } from '../../elements/date-relation.ts';
import { foldWidth, removeBlanks } from '../../elements/fold-text.ts';
import { normalisePhone } from '../../elements/phone.ts';
import type { MadeParts } from '../prepare-record.ts';

/** Codes of GB/T 2261.1 and others that state that nothing is known. */
const saysNothing: ReadonlySet<string> = new Set(['', '0', '9', '-', '无', '不详', '未知']);

export function textParts(raw?: string): MadeParts {
  if (!raw) return {};
  const text = removeBlanks(foldWidth(raw)).toUpperCase();
  return saysNothing.has(text) ? {} : { '': text };
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The whole date, its `year`, and `monthDay` unless it is the 1 January of an unknown day. */
export function dateParts(raw?: string): MadeParts {
  if (!raw || !day.test(raw)) return {};
  return { '': raw, year: raw.slice(0, 4), monthDay: isDefaultDay(raw) ? undefined : raw.slice(5) };
}

export function phoneParts(raw?: string): MadeParts {
  if (!raw) return {};
  const phone = normalisePhone(raw);
  return phone.valid ? { '': phone.canonical } : {};
}
