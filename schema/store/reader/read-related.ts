import { asEntityId, type EntityId } from '../../model/identity.ts';
import { partPath } from '../../rules/access/field-path.ts';
import { findHouseholdMembers, type MemberRow } from '../golden-reader.ts';
import { groupRows } from './group-rows.ts';
import { guardRecord } from './guard-entity.ts';
import { householdSource } from './household-source.ts';
import type { GuardedEntity, GuardedHousehold, GuardedRecord } from './reader.ts';
import { admit, type ReaderContext, scopeOf } from './reader-context.ts';
import { findLinkedRecords } from './record-reader.ts';

/**
 * What each department sent of these entities, as far as the agreement reaches into its dataset: being in one can say
 * all of a person.
 */
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
      : (rows.get(asEntityId(subject.id)) ?? [])
          .filter(({ dataset }) => context.gate.reaches(partPath(subject.entityType, dataset)))
          .map((row) => guardRecord(context.gate, context.grades, subject, row)),
  );
}

/** Present households, by id, with those of their members whom the caller may see. */
export async function readHouseholds(
  context: ReaderContext,
  ids: readonly string[],
): Promise<readonly (GuardedHousehold | null)[]> {
  const { standing, gate, notes } = context;
  if (!standing.valid) {
    notes.refused({ type: 'resident', id: null }, standing.reason);
    return ids.map(() => null);
  }
  gate.require(['resident.household', ...new Set(ids.map(householdSource))], 'resident');
  return findHouseholds(context, ids);
}

/** Present households of these residents. */
export async function readHouseholdsOf(
  context: ReaderContext,
  residents: readonly GuardedEntity[],
): Promise<readonly (GuardedHousehold | null)[]> {
  const ids = residents.map((resident) => {
    const subject = context.subjects.get(resident);
    const mayRead = subject && context.gate.decide(subject, 'resident.household') === 'allow';
    return mayRead ? (context.households.get(resident) ?? null) : null;
  });
  const asked = ids.filter((id) => id !== null);
  const found = await findHouseholds(context, asked);
  const byId = new Map(asked.map((id, index) => [id, found[index] ?? null]));
  return ids.map((id) => (id === null ? null : (byId.get(id) ?? null)));
}

async function findHouseholds(
  context: ReaderContext,
  ids: readonly string[],
): Promise<readonly (GuardedHousehold | null)[]> {
  const asked = [...new Set(ids.filter((id) => !id.includes('\u0000')))];
  if (asked.length === 0) return ids.map(() => null);
  const members = await findHouseholdMembers(context.db, asked, scopeOf(context, 'resident'));
  const rows = groupRows(members, (row) => row.household);
  if (rows.size < asked.length) context.notes.refused({ type: 'resident', id: null }, 'NOT_VISIBLE');
  return ids.map((id) => toHousehold(context, id, rows.get(id) ?? []));
}

function toHousehold(context: ReaderContext, id: string, rows: readonly MemberRow[]): GuardedHousehold | null {
  const [first] = rows;
  if (!first) return null;
  const members = rows.map((row) => {
    context.notes.found({ type: 'resident', id: row.id }, ['resident.household']);
    return { resident: admit(context, 'resident', row), since: row.since.toISOString() };
  });
  const path = householdSource(id);
  return {
    basis: first.basis,
    members,
    id: () => {
      const states = rows.map(({ id: member, gridCode }) => {
        return context.gate.read({ entityType: 'resident', id: member, gridCode }, path, null).state;
      });
      const readable = states.every((state) => state === 'allowed');
      return {
        path,
        state: readable ? 'allowed' : states.includes('denied') ? 'denied' : 'masked',
        id: readable ? id : null,
      };
    },
  };
}
