import { createHash } from 'node:crypto';
import type { ChainHead, DisclosureDraft, DisclosureEntry } from './entry.ts';

/** Before the first entry. */
export const genesis: ChainHead = { seq: 0n, hash: Buffer.alloc(32) };

/** Continues the chain: entries in the order of `drafts`, and the new head. */
export function linkEntries(
  head: ChainHead,
  drafts: readonly DisclosureDraft[],
  at: Date,
): { readonly entries: readonly DisclosureEntry[]; readonly head: ChainHead } {
  const entries: DisclosureEntry[] = [];
  let last = head;
  for (const draft of drafts) {
    const unsealed = { ...cleanDraft(draft), seq: last.seq + 1n, at: toMicroseconds(at), previousHash: last.hash };
    const entry = { ...unsealed, hash: hashEntry(unsealed) };
    entries.push(entry);
    last = { seq: entry.seq, hash: entry.hash };
  }
  return { entries, head: last };
}

/** SHA-256(previous hash ‖ canonical entry), every column but the hashes being in the canonical entry. */
export function hashEntry(entry: Omit<DisclosureEntry, 'hash'>): Buffer {
  return createHash('sha256').update(entry.previousHash).update(canonicalEntry(entry)).digest();
}

/** One JSON array in this order for ever; the first element names the form. */
function canonicalEntry(entry: Omit<DisclosureEntry, 'hash' | 'previousHash'>): string {
  return JSON.stringify([
    'commongrid.disclosure.1',
    entry.seq.toString(),
    entry.at,
    entry.kind,
    entry.clientId,
    entry.clientName,
    entry.agreementId,
    entry.purpose,
    entry.operation,
    entry.queryHash,
    entry.subjectType,
    entry.subjectId,
    entry.fields,
    sortKeys(entry.details),
  ]);
}

/** The column keeps microseconds, so the chain covers them: an entry moved by one is an edited entry. */
export const toMicroseconds = (at: Date): string => at.toISOString().replace('Z', '000Z');

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  // As pairs: an object literal would lose the key __proto__ and reorder keys that look like numbers.
  const pairs = Object.entries(value).map(([key, item]): [string, unknown] => [key, sortKeys(item)]);
  return { object: pairs.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

/** PostgreSQL takes neither NUL nor half a surrogate pair; what it would change is changed before hashing. */
function cleanDraft(draft: DisclosureDraft): DisclosureDraft {
  return {
    kind: draft.kind,
    clientId: draft.clientId,
    clientName: cleanText(draft.clientName),
    agreementId: draft.agreementId,
    purpose: cleanNullable(draft.purpose),
    operation: cleanText(draft.operation),
    queryHash: cleanNullable(draft.queryHash),
    subjectType: cleanNullable(draft.subjectType),
    subjectId: cleanNullable(draft.subjectId),
    fields: draft.fields.map(cleanText),
    details: Object.fromEntries(
      Object.entries(draft.details).map(([key, value]) => [
        cleanText(key),
        typeof value === 'string' ? cleanText(value) : value.map(cleanText),
      ]),
    ),
  };
}

const cleanText = (text: string): string => text.replaceAll('\u0000', '\uFFFD').replace(loneSurrogate, '\uFFFD');
const cleanNullable = (text: string | null): string | null => (text === null ? null : cleanText(text));
const loneSurrogate = /\p{Surrogate}/gu;
