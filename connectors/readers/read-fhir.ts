import { formMismatch } from './body-faults.ts';
import { createBundleScanner } from './bundle-scanner.ts';
import { markLength, refuseForeignJson } from './json-items.ts';
import { isObject, type JsonRow, type JsonRowOptions, parseJsonText, parseJsonValue, toReadRow } from './json-row.ts';
import type { ScannedValue } from './json-value-scanner.ts';
import type { Body } from './open-body.ts';
import { readObjectLines } from './read-ndjson.ts';
import type { OnColumns, ReadLimits, RowBlocks } from './reading.ts';
import { createSeenColumns } from './seen-columns.ts';
import { sniffBody } from './sniff-body.ts';

/**
 * Reads FHIR resources of one type, as NDJSON (`rowNumber` = line) or as a Bundle (`rowNumber` = place in
 * `entry`, from 1). A resource of another type is a faulty row.
 * @throws HubError FORM_MISMATCH, JSON_BROKEN, CHARSET_MISMATCH, COLUMN_MISSING
 */
export async function* readFhir(body: Body, resourceType: string, limits: ReadLimits, onColumns: OnColumns): RowBlocks {
  if (isBundle(body.head)) yield* readBundle(body, resourceType, limits, onColumns);
  else {
    const check = (row: JsonRow): JsonRow => checkResourceType(row, resourceType);
    yield* readObjectLines(body, limits, onColumns, { form: 'fhir', check });
  }
}

async function* readBundle(body: Body, expected: string, limits: ReadLimits, onColumns: OnColumns): RowBlocks {
  refuseForeignJson(body.head);
  const seen = createSeenColumns(limits.requiredColumns, onColumns);
  const scanner = createBundleScanner(limits.maxRowBytes);
  let rowNumber = 0;
  let offset = 0;
  for await (const chunk of body.chunks()) {
    const items: ScannedValue[] = [];
    scanner.feed(chunk, markLength(chunk, offset), offset, items);
    offset += chunk.length;
    const rows = items.flatMap((item) => {
      rowNumber += 1;
      const row = takeResource(item, expected, limits);
      return row === null ? [] : [toReadRow(rowNumber, row)];
    });
    seen.take(rows);
    if (rows.length > 0) yield rows;
  }
  if (scanner.end(offset).resourceType !== 'Bundle') throw formMismatch('fhir', 'json-object');
}

function takeResource(item: ScannedValue, expected: string, limits: ReadLimits): JsonRow | null {
  const options: JsonRowOptions = { ...limits, invalidRule: 'JSON_ELEMENT_INVALID' };
  const entry = parseJsonValue(item, options);
  if (entry === null || 'rule' in entry) return entry;
  const { resource } = entry.cells;
  const text = JSON.stringify(resource ?? null);
  if (!isObject(resource)) {
    const rule = { rule: 'FHIR_RESOURCE_TYPE', expected, found: null } as const;
    return { rule, excerpt: JSON.stringify(entry.cells) };
  }
  const row = parseJsonText(text, options);
  return row === null ? null : checkResourceType(row, expected);
}

function checkResourceType(row: JsonRow, expected: string): JsonRow {
  if ('rule' in row || row.cells.resourceType === expected) return row;
  const { resourceType } = row.cells;
  const found = typeof resourceType === 'string' ? resourceType.slice(0, 64) : null;
  return { rule: { rule: 'FHIR_RESOURCE_TYPE', expected, found }, excerpt: JSON.stringify(row.cells) };
}

/**
 * A Bundle is one JSON document, mostly over many lines; NDJSON has a whole resource in its first line. So: the
 * first line is a whole Bundle, or it is no whole JSON and the beginning names the type Bundle.
 */
function isBundle(head: Buffer): boolean {
  if (sniffBody(head) !== 'json-object') return false;
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
  const firstLine = text.split('\n', 1)[0] ?? '';
  const first = parseJsonText(firstLine, { requiredColumns: [], maxRowBytes: 0, invalidRule: 'JSON_LINE_INVALID' });
  if (first !== null && 'cells' in first) return first.cells.resourceType === 'Bundle';
  return /"resourceType"\s*:\s*"Bundle"/u.test(text);
}
