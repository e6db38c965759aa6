import { invalid } from '../../model/errors.ts';
import { entityTypes } from '../../model/identity.ts';
import { findGoldenByIds } from '../golden-reader.ts';
import { type ChangeRow, findChanges, findLastSeq } from './change-reader.ts';
import { maxPageSize } from './page-query.ts';
import type { ChangePage, VisibleChange } from './reader.ts';
import { type ReaderContext, scopeOf } from './reader-context.ts';

/** Ordered changes for this caller; the names of fields that it may not read in full are left out, for they tell too. */
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
  const types = entityTypes.filter((entityType) => gate.reaches(entityType));
  const rows = await findChanges(db, scope, types, { after: BigInt(after), limit: first + 1 });
  const page = rows.slice(0, first);
  const hasNextPage = rows.length > first;
  const visible = page.flatMap((row) => {
    const fields = row.fields.filter((name) => gate.may(`${row.entityType}.${name}`) === 'allow');
    const tells = row.kind !== 'CHANGED' || row.moved || row.fields.length === 0 || fields.length > 0;
    return tells ? [{ ...row, fields }] : [];
  });
  const named = await findNamed(context, visible);
  const changes = visible.map(({ moved: _, ...row }): VisibleChange => {
    notes.found({ type: row.entityType, id: row.entityId }, []);
    const other = row.otherEntityId;
    return { ...row, at: row.at.toISOString(), otherEntityId: other !== null && named.has(other) ? other : null };
  });
  const ends = [after, page.at(-1)?.seq ?? '0', hasNextPage ? '0' : lastSeq].map(BigInt);
  return { changes, lastSeq: ends.reduce(greater).toString(), hasNextPage };
}

/** The other entities of these changes that the caller may see, or what has become of them. */
export async function findNamed(
  context: ReaderContext,
  rows: readonly Pick<ChangeRow, 'entityType' | 'otherEntityId'>[],
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    entityTypes.map((entityType) => {
      const ids = rows.flatMap((row) => (row.entityType === entityType ? (row.otherEntityId ?? []) : []));
      return ids.length === 0
        ? []
        : findGoldenByIds(context.db, entityType, [...new Set(ids)], scopeOf(context, entityType));
    }),
  );
  return new Set(found.flat().map(({ asked }) => asked));
}

const greater = (a: bigint, b: bigint): bigint => (a < b ? b : a);
