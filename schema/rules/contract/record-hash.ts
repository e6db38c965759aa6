import { createHash } from 'node:crypto';

type Cells = Readonly<Record<string, unknown>>;

/**
 * SHA-256 (32 bytes) of a row's verbatim cells as canonical JSON: properties sorted by code unit at every depth, so
 * that the order of columns does not matter, and nothing else normalised: a blank more is another row.
 */
export function recordHash(cells: Cells): Buffer {
  return createHash('sha256').update(canonicalJson(cells)).digest();
}

/** JSON with sorted properties and without blanks; undefined properties are left out. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  return objectJson(value as Cells);
}

function objectJson(value: Cells): string {
  let body = '';
  for (const { name, written } of sortedHeader(Object.keys(value))) {
    const member = value[name];
    if (member === undefined) continue;
    body += `${body === '' ? '' : ','}${written}${typeof member === 'string' ? JSON.stringify(member) : canonicalJson(member)}`;
  }
  return `{${body}}`;
}

interface HeaderEntry {
  readonly name: string;
  /** The name as JSON, with its colon. */
  readonly written: string;
}
interface Header {
  readonly names: readonly string[];
  readonly entries: readonly HeaderEntry[];
}

/** All rows of a feed have the same columns: sorting them once, not per row, halves the cost of a hash. */
const headers: Header[] = [];
const headersKept = 8;

function sortedHeader(names: readonly string[]): readonly HeaderEntry[] {
  for (const header of headers) if (isSame(header.names, names)) return header.entries;
  const entries = names.toSorted().map((name) => ({ name, written: `${JSON.stringify(name)}:` }));
  headers.unshift({ names, entries });
  headers.length = Math.min(headers.length, headersKept);
  return entries;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
