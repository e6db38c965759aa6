import { isUtf8 } from 'node:buffer';
import type { ReadRow } from '../../schema/model/record.ts';
import { decodeLoosely } from './charset.ts';
import type { ScannedValue } from './json-value-scanner.ts';
import { dropMarkProperties } from './return-marks.ts';
import { faultRow, type ReadRule } from './row-faults.ts';
import { isStorable } from './storable-text.ts';

export interface JsonRowOptions {
  readonly requiredColumns: readonly string[];
  readonly maxRowBytes: number;
  readonly invalidRule: 'JSON_LINE_INVALID' | 'JSON_ELEMENT_INVALID';
}

/** An object of a JSON form: its properties, or why it is none. Null for the marks of a returned row alone. */
export type JsonRow =
  | { readonly cells: Readonly<Record<string, unknown>> }
  | { readonly rule: ReadRule; readonly excerpt: string };

/** Parses one line of NDJSON. */
export function parseJsonText(text: string, options: JsonRowOptions): JsonRow | null {
  const value = parse(text);
  if (value === undefined) return { rule: { rule: options.invalidRule }, excerpt: text };
  if (!isObject(value)) return { rule: { rule: 'JSON_NOT_OBJECT' }, excerpt: text };
  if (text.includes('\\u') && !isStorable(value)) return { rule: { rule: 'VALUE_UNSTORABLE' }, excerpt: text };
  const cells = dropMarkProperties(value, options.requiredColumns);
  return cells === null ? null : { cells };
}

/** Parses one item of an array. */
export function parseJsonValue(value: ScannedValue, options: JsonRowOptions): JsonRow | null {
  if (value.kind === 'too-long') {
    const rule = { rule: 'ROW_TOO_LONG', limitBytes: options.maxRowBytes } as const;
    return { rule, excerpt: decodeLoosely(value.head, 'utf-8') };
  }
  if (!isUtf8(value.bytes)) {
    const excerpt = decodeLoosely(value.bytes.subarray(0, 2048), 'utf-8');
    return { rule: { rule: 'BYTES_INVALID', charset: 'utf-8', offset: null }, excerpt };
  }
  return parseJsonText(value.bytes.toString('utf8'), options);
}

export function toReadRow(rowNumber: number, row: JsonRow): ReadRow {
  return 'cells' in row ? { rowNumber, cells: row.cells } : faultRow(rowNumber, row.rule, row.excerpt);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
