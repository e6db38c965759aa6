import { hash } from 'node:crypto';

type Cells = Readonly<Record<string, unknown>>;

/**
 * SHA-256, hexadecimal, of a row's verbatim cells as `canonicalJson`: the order of columns does not matter, and nothing
 * else is normalised: a blank more is another row. Hashed in one call: a Hash object per row takes twice the time.
 */
export function recordHash(canonical: string): string {
  return hash('sha256', canonical);
}

/**
 * JSON with properties sorted by code unit at every depth and without blanks; undefined properties are left out.
 * jsonb keeps no order of properties either, so this text serves for storing too.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  return objectJson(value as Cells);
}

function objectJson(value: Cells): string {
  let body = '';
  for (const { name, written } of sortedHeader(Object.keys(value))) {
    const member = value[name];
    if (member === undefined) continue;
    body += `${body === '' ? '' : ','}${written}${canonicalJson(member)}`;
  }
  return `{${body}}`;
}

/** What JSON must escape: all but these. Most cells have none of it, and looking first takes half the time of JSON.stringify. */
const escaped = /[^\x20\x21\x23-\x5b\x5d-\ud7ff\ue000-\uffff]/;

const quote = (text: string): string => (escaped.test(text) ? JSON.stringify(text) : `"${text}"`);

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
