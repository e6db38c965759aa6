import { Readable } from 'node:stream';
import type { FeedForm } from '../../schema/model/contract.ts';
import type { ReturnRow } from './return-row.ts';
import { writeCsv } from './write-csv.ts';
import { writeJsonArray, writeNdjson } from './write-json.ts';
import { writeXlsx } from './write-xlsx.ts';

export type { ReturnRow } from './return-row.ts';

/**
 * Rejected rows in the department's own form and charset, verbatim, with 行号, 规则, 原因 after the last column
 * (JSON forms: `_row`, `_rule`, `_reason`). A FHIR Bundle goes back as FHIR NDJSON, which the same contract takes.
 * Streams: pages are pulled as the reader of the stream asks for them, and closed with it.
 * The mended file can be sent again as it is: readFeed takes the marks off.
 */
export function writeReturnFile(
  form: FeedForm,
  columns: readonly string[],
  rows: AsyncIterable<readonly ReturnRow[]>,
): Readable {
  return Readable.from(chunksOf(form, columns, rows), { objectMode: false });
}

function chunksOf(
  form: FeedForm,
  columns: readonly string[],
  rows: AsyncIterable<readonly ReturnRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  switch (form.type) {
    case 'csv':
      return writeCsv(form, columns, rows);
    case 'xlsx':
      return writeXlsx(form.sheet === 'first' ? 'Sheet1' : form.sheet, columns, rows);
    case 'json':
      return writeJsonArray(rows);
    case 'ndjson':
    case 'fhir':
      return writeNdjson(rows);
  }
}
