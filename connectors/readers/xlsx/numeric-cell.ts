import type { NumberFormat } from './number-formats.ts';

/** A number of more than 15 digits: Excel keeps 15 and has put zeros for the rest, so what was typed is lost. */
export interface LostDigits {
  readonly lostDigits: string;
}

const msPerDay = 86_400_000;
/** Day 0 of the 1900 system as Excel counts from 1 March 1900 on; before that it is one day off (see below). */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31, the last day that Excel knows. */
const maxSerial = 2_958_465;

/**
 * The text of a numeric cell: as Excel shows it without decoration (15 significant digits), days as ISO text.
 * A whole number of more than 15 digits gives `lostDigits`.
 */
export function readNumericCell(raw: string, format: NumberFormat, date1904: boolean): string | LostDigits {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (format !== 'number' && value >= 0 && value <= maxSerial) return readSerial(value, format, date1904);
  if (Math.abs(value) >= 1e15) return { lostDigits: Math.abs(value) < 1e21 ? BigInt(value).toString() : raw };
  // 703.1 is stored as 703.10000000000002: the digits beyond 15 are the binary fraction's, nobody typed them.
  return plainNumber(Number(value.toPrecision(15)));
}

function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/u, '') : text;
}

function readSerial(serial: number, format: Exclude<NumberFormat, 'number'>, date1904: boolean): string {
  const ms = Math.round(serial * msPerDay);
  const days = Math.floor(ms / msPerDay);
  const time = new Date(ms % msPerDay).toISOString().slice(11, 19);
  if (format === 'time' && days === 0) return time;
  const date = readDay(days, date1904);
  if (format === 'month') return date.slice(0, 7);
  return format === 'date-time' || format === 'time' || ms % msPerDay !== 0 ? `${date}T${time}` : date;
}

/** Excel believes in 29 February 1900 (serial 60); days before it are counted one too many. */
function readDay(days: number, date1904: boolean): string {
  if (date1904) return isoDay(epoch1904 + days * msPerDay);
  if (days === 60) return '1900-02-29';
  return isoDay(epoch1900 + (days < 60 ? days + 1 : days) * msPerDay);
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
