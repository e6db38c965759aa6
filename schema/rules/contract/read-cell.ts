import { doubt, type FieldOutcome, rejection } from './field-outcome.ts';

/** How a reader hands over a numeric spreadsheet cell that had more digits than a spreadsheet can keep. */
interface LostDigits {
  readonly lostDigits: string;
}

const lostDigits = rejection('ID_NUMBER_LOST_DIGITS');

/**
 * The trimmed text of a cell: text of CSV and XLSX, a parsed value of JSON and FHIR. `numeric` fields take a number
 * with float noise (703.10000000000002) at the 15 digits a spreadsheet means; any other has lost what matters.
 */
export function readCell(cell: unknown, numeric: boolean): FieldOutcome {
  if (typeof cell === 'string') return cell.trim();
  switch (typeof cell) {
    case 'undefined':
      return '';
    case 'boolean':
      return String(cell);
    case 'number':
      return Number.isInteger(cell) && !Number.isSafeInteger(cell) ? lostDigits : String(cell);
    default:
      if (cell === null) return '';
      if (isLostDigits(cell)) return numeric ? roundNoise(cell.lostDigits) : lostDigits;
      return doubt(JSON.stringify(cell) ?? '', 'NOT_TEXT');
  }
}

function isLostDigits(cell: unknown): cell is LostDigits {
  return typeof cell === 'object' && cell !== null && 'lostDigits' in cell && typeof cell.lostDigits === 'string';
}

function roundNoise(digits: string): FieldOutcome {
  const value = Number(Number(digits).toPrecision(15));
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? String(value) : lostDigits;
}
