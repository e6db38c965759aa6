import { foldWidth } from './fold-text.ts';

export interface PhoneCheck {
  /** Digits only: 11 of a mobile, area code and number of a landline; an unreadable value leaves the digits it has. */
  readonly canonical: string;
  readonly valid: boolean;
  readonly kind: 'mobile' | 'landline' | 'other';
}

const plainMobile = /^1[3-9][0-9]{9}$/;
const alternatives = /[/、,;|]|\s+(?=\+|0|1[3-9])/;
const extension = /(?:转|分机|ext\.?|x|#)\s*[0-9]{1,6}\s*$/i;
/** Two-digit area codes 010, 02x take eight digits; three-digit ones seven or eight. */
const landline = /^(?:0(?:10|2[0-9])[2-9][0-9]{7}|0[3-9][0-9]{2}[2-9][0-9]{6,7})$/;
const countryCode = /^(?:0086|86(?=0?1[3-9][0-9]{9}$|0?[1-9][0-9]{8,10}$))/;
const service = /^(?:400|800)[0-9]{7}$/;

/**
 * A telephone number as its digits, whatever the writing: +86, 0086, blanks, dashes, brackets, an extension.
 * Of several numbers in one value the first valid one counts.
 */
export function normalisePhone(raw: string): PhoneCheck {
  if (plainMobile.test(raw)) return mobile(raw);
  const text = foldWidth(raw).trim();
  const whole = readOne(text);
  if (whole.valid) return whole;
  const parts = text.split(alternatives);
  if (parts.length === 1) return whole;
  return parts.map(readOne).find((part) => part.valid) ?? whole;
}

function readOne(text: string): PhoneCheck {
  const digits = digitsOf(text);
  if (plainMobile.test(digits)) return mobile(digits);
  if (landline.test(digits)) return { canonical: digits, valid: true, kind: 'landline' };
  if (service.test(digits)) return { canonical: digits, valid: true, kind: 'other' };
  const withoutTail = text.replace(/-[0-9]{1,5}$/, '');
  if (withoutTail !== text && landline.test(digitsOf(withoutTail))) return readOne(withoutTail);
  return { canonical: digits, valid: false, kind: 'other' };
}

/** Eleven equal or eight zero digits are a form filled in to please a machine. */
function mobile(digits: string): PhoneCheck {
  return { canonical: digits, valid: !digits.endsWith('00000000'), kind: 'mobile' };
}

/** The national number: without country code, extension, and the trunk zero that some put in front of a mobile. */
function digitsOf(text: string): string {
  const digits = text.replace(extension, '').replace(/[^0-9]/g, '');
  const national = digits.replace(countryCode, '');
  const withoutZero = national.replace(/^0(?=1[3-9][0-9]{9}$)/, '');
  if (withoutZero !== national || national === digits) return withoutZero;
  return plainMobile.test(national) || national.startsWith('0') ? national : `0${national}`;
}
