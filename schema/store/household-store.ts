import type { EntityId } from '../model/identity.ts';
import type { Household } from '../rules/golden/household.ts';
import { arrayOf } from './array-literal.ts';
import { escapeText } from './copy-rows.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** A resident and the household that the golden values put them in; null = in none. */
export interface HouseholdPlace {
  readonly id: EntityId;
  readonly household: Household | null;
  readonly values: Readonly<Record<string, string>>;
}

/** Begins the memberships of residents who are in none now. */
export async function insertHouseholdMemberships(
  db: Database,
  residents: readonly HouseholdPlace[],
  now: Date,
): Promise<void> {
  const members = residents.filter(({ household }) => household !== null);
  if (members.length === 0) return;
  await runPrepared(
    db,
    `insert into household_member (household_id, resident_id, relation_to_head, basis, since)
     select t.household_id, t.resident_id, t.relation, t.basis, ? from ${places} ${reopen}`,
    [now, ...toBindings(members)],
  );
}

/**
 * Dates the memberships of these residents: ends the one that no longer holds, begins the new one. Half-open
 * [since, until), at most one open for each resident; a place that did not change is left as it was.
 */
export async function replaceHouseholdMemberships(
  db: Database,
  residents: readonly HouseholdPlace[],
  now: Date,
): Promise<void> {
  if (residents.length === 0) return;
  const bindings = toBindings(residents);
  await runPrepared(
    db,
    `update household_member as member set until = ? from ${places}
     where member.resident_id = t.resident_id and member.until is null
       and (member.household_id, member.relation_to_head) is distinct from (t.household_id, t.relation)`,
    [now, ...bindings],
  );
  await runPrepared(
    db,
    `insert into household_member (household_id, resident_id, relation_to_head, basis, since)
     select t.household_id, t.resident_id, t.relation, t.basis, ? from ${places}
     where t.household_id is not null and not exists (
       select from household_member as member where member.resident_id = t.resident_id and member.until is null)
     ${reopen}`,
    [now, ...bindings],
  );
}

const places = 'unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as t (resident_id, household_id, basis, relation)';

/** One that ended at this very moment goes on. */
const reopen = `on conflict (household_id, resident_id, since) do update
  set until = null, relation_to_head = excluded.relation_to_head`;

const toBindings = (residents: readonly HouseholdPlace[]): readonly unknown[] => [
  arrayOf(residents.map(({ id }) => id)),
  residents.map(({ household }) => household?.id ?? null),
  residents.map(({ household }) => household?.basis ?? null),
  residents.map(({ values }) => values.relationToHead ?? null),
];

export const copyHouseholdMembers = (table = 'household_member'): string =>
  `copy ${table} (household_id, resident_id, relation_to_head, basis, since) from stdin`;

/** A line of `copyHouseholdMembers` for a resident who was never in a household; empty where there is none. */
export function encodeHouseholdRow({ id, household, values }: HouseholdPlace, now: Date): string {
  if (household === null) return '';
  const relation = values.relationToHead === undefined ? '\\N' : escapeText(values.relationToHead);
  return `${escapeText(household.id)}\t${id}\t${relation}\t${household.basis}\t${now.toISOString()}\n`;
}

export async function endHouseholdMemberships(db: Database, residents: readonly EntityId[], now: Date): Promise<void> {
  await runPrepared(db, 'update household_member set until = ? where resident_id = any(?::uuid[]) and until is null', [
    now,
    arrayOf(residents),
  ]);
}
