import type { RecordId } from '../../model/identity.ts';

/** Numeric order of ids, which are decimal texts without leading zeros. */
export const compareIds = (a: RecordId, b: RecordId): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Order of records that no arrival order can change: ties are broken by this and never by an id. */
export function compareRecords(
  a: { readonly dataset: string; readonly key: string },
  b: { readonly dataset: string; readonly key: string },
): number {
  return compareText(a.dataset, b.dataset) || compareText(a.key, b.key);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
