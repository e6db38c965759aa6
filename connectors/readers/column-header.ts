import type { FeedForm } from '../../schema/model/contract.ts';
import { invalid } from '../../schema/model/errors.ts';
import { formMismatch } from './body-faults.ts';
import { countMarkColumns } from './return-marks.ts';
import type { BodyLook } from './sniff-body.ts';

/** The header of a table: the names of the columns that are read, by position. Marks of a return file are not. */
export interface ColumnHeader {
  readonly columns: readonly string[];
  /** Cells of a row that belong to the table as sent, marks included; more must be empty. */
  readonly width: number;
}

/**
 * Reads a header row. Names are trimmed; columns without a name at the right are ignored, one amid others is
 * called 列N, so that its values stay in the verbatim row.
 * @throws HubError COLUMN_MISSING, HEADER_DUPLICATE, FORM_MISMATCH
 */
export function readColumnHeader(
  cells: readonly string[],
  requiredColumns: readonly string[],
  form: FeedForm['type'],
  look: BodyLook,
): ColumnHeader {
  const trimmed = cells.map((cell) => cell.trim());
  const width = trimmed.findLastIndex((name) => name !== '') + 1;
  const names = trimmed
    .slice(0, width)
    // An object would take __proto__ for something other than a name.
    .map((name, i) => (name === '' || name === '__proto__' ? `列${i + 1}` : name));
  const missing = requiredColumns.filter((column) => !names.includes(column));
  if (missing.length > 0) refuseHeader(names, missing, form, look);
  const duplicates = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  if (duplicates.length > 0) {
    throw invalid(
      'HEADER_DUPLICATE',
      `${describeColumns(duplicates)} occur(s) twice in the header; rename or remove one of each`,
      { columns: withoutData(duplicates) },
    );
  }
  return { columns: names.slice(0, width - countMarkColumns(names, requiredColumns)), width };
}

function refuseHeader(
  names: readonly string[],
  missing: readonly string[],
  form: FeedForm['type'],
  look: BodyLook,
): never {
  if (look !== 'text' && form === 'csv') throw formMismatch(form, look);
  const only = names.length === 1 ? names[0] : undefined;
  const separator = [';', '\t', ',', '|', '，'].find((mark) => only?.includes(mark) === true);
  const hint = separator === undefined ? '' : ` The delimiter seems to be ${JSON.stringify(separator)}.`;
  throw invalid(
    'COLUMN_MISSING',
    `the header lacks ${missing.join(', ')}; it has ${describeColumns(names)}.${hint} ` +
      'Send the header row of the contract as the first row',
    { missing, found: withoutData(names) },
  );
}

/**
 * A body without a header has a person in its first row: names with six or more digits in one of them are
 * taken for data and not repeated in a message.
 */
function withoutData(names: readonly string[]): readonly string[] {
  return names.some((name) => /\d{6}/u.test(name.normalize('NFKC'))) ? [] : names.slice(0, 100);
}

function describeColumns(names: readonly string[]): string {
  const shown = withoutData(names);
  return shown.length > 0 ? shown.join(', ') : `${names.length} column(s) whose names look like data`;
}
