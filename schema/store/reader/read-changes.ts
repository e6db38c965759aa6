import { invalid } from '../../model/errors.ts';
import { findChanges, findLastSeq } from './change-reader.ts';
import { maxPageSize } from './page-query.ts';
import type { ChangePage } from './reader.ts';
import type { ReaderContext } from './reader-context.ts';

/** Ordered changes for this caller; the names of fields outside the agreement are left out. */
export async function readChanges(context: ReaderContext, after: string, first: number): Promise<ChangePage> {
  const { db, scope, gate, notes, standing } = context;
  if (!/^\d{1,18}$/.test(after)) {
    throw invalid('CURSOR_INVALID', 'changes: `after` is a position such as 0 or the lastSeq of the page before.');
  }
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize) {
    throw invalid('PAGE_SIZE_INVALID', `changes: first must be from 1 to ${maxPageSize}.`);
  }
  if (!standing.valid) {
    notes.refused({ type: 'resident', id: null }, standing.reason);
    return { changes: [], lastSeq: after, hasNextPage: false };
  }
  // Asked before the page: whatever is appended between the two is then read again rather than passed over.
  const lastSeq = await findLastSeq(db);
  const rows = await findChanges(db, scope, { after: BigInt(after), limit: first + 1 });
  const page = rows.slice(0, first);
  const hasNextPage = rows.length > first;
  const changes = page.map((row) => {
    notes.found({ type: row.entityType, id: row.entityId }, []);
    const fields = row.fields.filter((name) => gate.may(`${row.entityType}.${name}`) !== 'deny');
    return { ...row, at: row.at.toISOString(), fields };
  });
  const ends = [after, page.at(-1)?.seq ?? '0', hasNextPage ? '0' : lastSeq].map(BigInt);
  return { changes, lastSeq: ends.reduce(greater).toString(), hasNextPage };
}

const greater = (a: bigint, b: bigint): bigint => (a < b ? b : a);
