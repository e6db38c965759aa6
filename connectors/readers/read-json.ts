import { formMismatch } from './body-faults.ts';
import { jsonArrayItems, refuseForeignJson } from './json-items.ts';
import { parseJsonValue, toReadRow } from './json-row.ts';
import type { Body } from './open-body.ts';
import type { OnColumns, ReadLimits, RowBlocks } from './reading.ts';
import { createSeenColumns } from './seen-columns.ts';
import { sniffBody } from './sniff-body.ts';

/**
 * Reads a JSON array of objects; `rowNumber` is the element's place, from 1.
 * @throws HubError FORM_MISMATCH, JSON_BROKEN, CHARSET_MISMATCH, COLUMN_MISSING
 */
export async function* readJson(body: Body, limits: ReadLimits, onColumns: OnColumns): RowBlocks {
  const look = sniffBody(body.head);
  if (look !== 'json-array') throw formMismatch('json', look);
  refuseForeignJson(body.head);
  const seen = createSeenColumns(limits.requiredColumns, onColumns);
  let rowNumber = 0;
  for await (const items of jsonArrayItems(body.chunks(), limits.maxRowBytes)) {
    const rows = items.flatMap((item) => {
      rowNumber += 1;
      const row = parseJsonValue(item, { ...limits, invalidRule: 'JSON_ELEMENT_INVALID' });
      return row === null ? [] : [toReadRow(rowNumber, row)];
    });
    seen.take(rows);
    if (rows.length > 0) yield rows;
  }
}
