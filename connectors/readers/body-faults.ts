import type { FeedForm } from '../../schema/model/contract.ts';
import { HubError, invalid } from '../../schema/model/errors.ts';
import { type BodyLook, lookNames } from './sniff-body.ts';

/** Why a whole body is refused. Messages name the place and the next step; never a value of a row. */

export const bodyEmpty = (): HubError =>
  invalid('BODY_EMPTY', 'the body is empty; send at least a header, an empty array or one row');

export const bodyTooLarge = (what: string, limitBytes: number): HubError =>
  new HubError(
    'too-large',
    'BODY_TOO_LARGE',
    `${what} exceeds the limit of ${limitBytes} bytes; split the delivery into several batches`,
    { limitBytes },
  );

export const compressionTooHigh = (what: string, ratio: number): HubError =>
  new HubError(
    'too-large',
    'BODY_TOO_LARGE',
    `${what} unpacks to more than ${ratio} times its size, as a decompression bomb does; send it uncompressed`,
    { ratio },
  );

const formNames: Readonly<Record<FeedForm['type'], string>> = {
  csv: 'CSV',
  xlsx: 'XLSX',
  json: 'a JSON array of objects',
  ndjson: 'NDJSON (one JSON object a line)',
  fhir: 'FHIR NDJSON or a FHIR Bundle',
};

export const formMismatch = (declared: FeedForm['type'], look: BodyLook, nextStep?: string): HubError =>
  invalid(
    'FORM_MISMATCH',
    `the contract says ${formNames[declared]}, the body looks like ${lookNames[look]}; ` +
      (nextStep ?? 'export it in the form of the contract or change the contract'),
    { declared, looksLike: look },
  );

export interface Place {
  /** Byte of the decompressed body, from 0. */
  readonly offset: number;
  readonly line: number;
}

export const charsetMismatch = (declared: string, looksLike: string, place: Place): HubError =>
  invalid(
    'CHARSET_MISMATCH',
    `the contract says ${declared}, the body looks like ${looksLike} ` +
      `(line ${place.line}, byte ${place.offset}); save it as ${declared} or change the contract's charset`,
    { declared, looksLike, ...place },
  );

export const jsonBroken = (why: string, offset: number, item: number): HubError =>
  invalid(
    'JSON_BROKEN',
    `${why} at byte ${offset}, after ${item} item(s): the rest cannot be read; send the whole document again`,
    { offset, item },
  );

export const xlsxBroken = (why: string, cause?: unknown): HubError =>
  invalid(
    'XLSX_BROKEN',
    `the workbook cannot be read (${why}); open it in Excel or WPS, save it as .xlsx and send it again`,
    {},
    cause === undefined ? undefined : { cause },
  );

export const sheetMissing = (sheet: string, found: readonly string[]): HubError =>
  invalid(
    'XLSX_SHEET_MISSING',
    `the workbook has no sheet named ${sheet}; it has: ${found.join(', ')}. Rename the sheet or change the contract`,
    { sheet, found },
  );
