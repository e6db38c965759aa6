import type { EntityId } from '../model/identity.ts';
import type { Household } from '../rules/golden/household.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** A resident and the household that the golden values put them in; null = in none. */
export interface HouseholdPlace {
  readonly id: EntityId;
  readonly household: Household | null;
  readonly values: Readonly<Record<string, string>>;
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
  const bindings = [
    arrayOf(residents.map(({ id }) => id)),
    residents.map(({ household }) => household?.id ?? null),
    residents.map(({ household }) => household?.basis ?? null),
    residents.map(({ values }) => values.relationToHead ?? null),
  ];
  const current =
    'unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as t (resident_id, household_id, basis, relation)';
  await runSql(
    db,
    `update household_member as member set until = ? from ${current}
     where member.resident_id = t.resident_id and member.until is null
       and (member.household_id, member.relation_to_head) is distinct from (t.household_id, t.relation)`,
    [now, ...bindings],
  );
  await runSql(
    db,
    `insert into household_member (household_id, resident_id, relation_to_head, basis, since)
     select t.household_id, t.resident_id, t.relation, t.basis, ? from ${current}
     where t.household_id is not null and not exists (
       select from household_member as member where member.resident_id = t.resident_id and member.until is null)
     on conflict (household_id, resident_id, since) do update
       set until = null, relation_to_head = excluded.relation_to_head`,
    [now, ...bindings],
  );
}

export async function endHouseholdMemberships(db: Database, residents: readonly EntityId[], now: Date): Promise<void> {
  await runSql(db, 'update household_member set until = ? where resident_id = any(?::uuid[]) and until is null', [
    now,
    arrayOf(residents),
  ]);
}
