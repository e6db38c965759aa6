import type { FeedForm } from '../../schema/model/contract.ts';
import { bodyEmpty, charsetMismatch, formMismatch } from './body-faults.ts';
import { abortReason, type Body, openBody } from './open-body.ts';
import { readCsv } from './read-csv.ts';
import { readFhir } from './read-fhir.ts';
import { readJson } from './read-json.ts';
import { readNdjson } from './read-ndjson.ts';
import {
  type FeedReading,
  fillDefaults,
  type OnColumns,
  type ReadFeedOptions,
  type ReadLimits,
  type RowBlocks,
} from './reading.ts';
import { regroupRows } from './regroup-rows.ts';
import { sniffBody } from './sniff-body.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';

export type { FeedReading, ReadFeedOptions } from './reading.ts';

/**
 * Reads one delivered body, in the form that its contract declares, as pages of 500 to 1,000 rows; memory stays
 * constant however long the body is, and nothing is read ahead of the caller by more than a chunk.
 * `rowNumber` is what a spreadsheet user sees: CSV the physical line of the row's first character (header = 1),
 * XLSX the sheet row, JSON the element from 1, NDJSON the line, a Bundle the entry from 1.
 * A row that cannot be parsed is yielded with its fault. The marks that a return file adds are taken off.
 * @throws HubError from the iterator, when the whole body must be refused: BODY_EMPTY, BODY_TOO_LARGE,
 * CHARSET_MISMATCH, FORM_MISMATCH, GZIP_BROKEN, GZIP_TRUNCATED, COLUMN_MISSING, HEADER_BROKEN, HEADER_DUPLICATE,
 * XLSX_BROKEN, XLSX_SHEET_MISSING, JSON_BROKEN; after an abort, the signal's reason
 * @param file its path, or the body itself where it is small and no workbook
 */
export function readFeed(file: string | Buffer, form: FeedForm, options: ReadFeedOptions): FeedReading {
  const limits = fillDefaults(options);
  let columns: readonly string[] = [];
  const onColumns: OnColumns = (found) => {
    columns = found;
  };
  return {
    rows: regroupRows(readBlocks(file, form, limits, onColumns), limits.signal),
    columns: () => columns,
  };
}

async function* readBlocks(file: string | Buffer, form: FeedForm, limits: ReadLimits, onColumns: OnColumns): RowBlocks {
  const body = await openBody(file, limits);
  try {
    refuseWrongForm(body, form);
    if (form.type === 'xlsx') {
      await body.close();
      if (typeof file !== 'string') throw new TypeError('a workbook is read from a file.');
      yield* readXlsx(file, form.sheet, limits, onColumns);
      return;
    }
    yield* readForm(body, form, limits, onColumns);
  } catch (error) {
    throw abortReason(limits.signal, error);
  } finally {
    await body.close();
  }
}

function readForm(
  body: Body,
  form: Exclude<FeedForm, { type: 'xlsx' }>,
  limits: ReadLimits,
  onColumns: OnColumns,
): RowBlocks {
  switch (form.type) {
    case 'csv':
      return readCsv(body, form, limits, onColumns);
    case 'json':
      return readJson(body, limits, onColumns);
    case 'ndjson':
      return readNdjson(body, limits, onColumns);
    case 'fhir':
      return readFhir(body, form.resourceType, limits, onColumns);
  }
}

/** What the first bytes rule out for certain. What they only make unlikely, the form's own reader decides. */
function refuseWrongForm({ head, isPacked }: Body, form: FeedForm): void {
  const look = sniffBody(head);
  if (look === 'empty') throw bodyEmpty();
  if (form.type === 'xlsx') {
    if (look !== 'zip' || isPacked)
      throw formMismatch('xlsx', isPacked ? 'gzip' : look, 'save it as .xlsx and send it as it is');
    return;
  }
  if (look === 'utf-16le' || look === 'utf-16be') {
    throw charsetMismatch(form.type === 'csv' ? form.charset : 'utf-8', look, { offset: 0, line: 1 });
  }
  if (look === 'zip' || look === 'ole' || look === 'pdf' || look === 'gzip') throw formMismatch(form.type, look);
}
