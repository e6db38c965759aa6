import { asEntityId, type EntityId } from '../../model/identity.ts';
import { findHouseholdMembers, type MemberRow } from '../golden-reader.ts';
import { groupRows } from './group-rows.ts';
import { guardRecord } from './guard-entity.ts';
import type { GuardedEntity, GuardedHousehold, GuardedRecord } from './reader.ts';
import { admit, type ReaderContext } from './reader-context.ts';
import { findLinkedRecords } from './record-reader.ts';

/** What each department sent of these entities. */
export async function readRecordsOf(
  context: ReaderContext,
  entities: readonly GuardedEntity[],
): Promise<readonly (readonly GuardedRecord[])[]> {
  const subjects = entities.map((entity) => context.subjects.get(entity) ?? null);
  const ids = [...new Set(subjects.flatMap((subject): EntityId[] => (subject ? [asEntityId(subject.id)] : [])))];
  if (ids.length === 0) return entities.map(() => []);
  const rows = groupRows(await findLinkedRecords(context.db, ids), (row) => row.entityId);
  return subjects.map((subject) =>
    subject === null
      ? []
      : (rows.get(asEntityId(subject.id)) ?? []).map((row) => guardRecord(context.gate, context.grades, subject, row)),
  );
}

/** Present households with those of their members whom the caller may see. */
export async function readHouseholds(
  context: ReaderContext,
  ids: readonly string[],
): Promise<readonly (GuardedHousehold | null)[]> {
  const { standing, gate, notes } = context;
  if (!standing.valid) {
    notes.refused({ type: 'resident', id: null }, standing.reason);
    return ids.map(() => null);
  }
  gate.require(['resident.household'], 'resident');
  const asked = [...new Set(ids.filter((id) => !id.includes('\u0000')))];
  const rows = groupRows(await findHouseholdMembers(context.db, asked, context.scope), (row) => row.household);
  if (rows.size < asked.length) notes.refused({ type: 'resident', id: null }, 'NOT_VISIBLE');
  return ids.map((id) => toHousehold(context, id, rows.get(id) ?? []));
}

function toHousehold(context: ReaderContext, id: string, rows: readonly MemberRow[]): GuardedHousehold | null {
  const [first] = rows;
  if (!first) return null;
  const members = rows.map((row) => {
    context.notes.found({ type: 'resident', id: row.id }, ['resident.household']);
    return { resident: admit(context, 'resident', row), since: row.since.toISOString() };
  });
  return { id, basis: first.basis, members };
}
