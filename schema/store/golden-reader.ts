import type { Provenance } from '../model/entity.ts';
import type { EntityId, EntityType } from '../model/identity.ts';
import type { AreaScope } from '../rules/access/area-scope.ts';
import { type CompactSource, expandProvenance } from '../rules/golden/compact-provenance.ts';
import type { Database } from './database.ts';
import { joinClauses, type SqlClause, scopeClause } from './reader/sql-clause.ts';
import { runSql } from './run-sql.ts';

/** A golden record as it lies in the table: for the guarded reader only, which decides what of it comes out. */
export interface GoldenRow {
  readonly id: EntityId;
  readonly values: Readonly<Record<string, string>>;
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly gridCode: string | null;
  /** Null for legal entities. */
  readonly householdId: string | null;
  readonly updatedAt: Date;
}

const tables: Readonly<Record<EntityType, string>> = { resident: 'resident', 'legal-entity': 'legal_entity' };

const columns: Readonly<Record<EntityType, string>> = {
  resident: 'golden.id, golden."values", golden.provenance, golden.grid_code, golden.household_id, golden.updated_at',
  'legal-entity':
    'golden.id, golden."values", golden.provenance, golden.grid_code, null as household_id, golden.updated_at',
};

/** Live golden records by id, through absorbed ids to the entity that lives; `asked` is the id that was given. */
export async function findGoldenByIds(
  db: Database,
  entityType: EntityType,
  ids: readonly string[],
  scope: AreaScope,
): Promise<readonly (GoldenRow & { readonly asked: EntityId })[]> {
  const where = scopeClause(scope, 'golden.grid_code');
  const rows = await runSql<GoldenSqlRow & { asked: EntityId }>(
    db,
    `with recursive chain (asked, id) as (
       select id, id from unnest(?::uuid[]) as t (id)
       union
       select chain.asked, entity.absorbed_into from chain join entity on entity.id = chain.id
       where entity.state = 'absorbed' and entity.absorbed_into is not null
     )
     select chain.asked, ${columns[entityType]}
     from chain join entity as live on live.id = chain.id and live.state = 'live'
     join ${tables[entityType]} as golden on golden.id = live.id
     where ${where.sql}`,
    [ids, ...where.bindings],
  );
  return rows.map((row) => ({ ...toGolden(row), asked: row.asked }));
}

/** Golden records that meet `where` in the scope. @param order an `order by` list made by the caller from constants. */
export async function findGolden(
  db: Database,
  entityType: EntityType,
  query: {
    readonly scope: AreaScope;
    readonly where: readonly SqlClause[];
    readonly order: string;
    readonly limit: number;
  },
): Promise<readonly GoldenRow[]> {
  const where = joinClauses([scopeClause(query.scope, 'grid_code'), ...query.where]);
  const rows = await runSql<GoldenSqlRow>(
    db,
    `select ${columns[entityType]} from ${tables[entityType]} as golden
     where ${where.sql} order by ${query.order} limit ?`,
    [...where.bindings, query.limit],
  );
  return rows.map(toGolden);
}

/**
 * The first `limit` of each area in one statement. The range of codes is written out, since `like` with a pattern that
 * differs from row to row uses no index; ':' comes right after '9'.
 */
export async function findGoldenByArea(
  db: Database,
  entityType: EntityType,
  areaCodes: readonly string[],
  query: {
    readonly scope: AreaScope;
    readonly where: readonly SqlClause[];
    readonly order: string;
    readonly limit: number;
  },
): Promise<readonly (GoldenRow & { readonly areaCode: string })[]> {
  if (areaCodes.length === 0) return [];
  const where = joinClauses([scopeClause(query.scope, 'grid_code'), ...query.where]);
  const rows = await runSql<GoldenSqlRow & { areaCode: string }>(
    db,
    `select asked.code as "areaCode", page.*
     from unnest(?::text[]) with ordinality as asked (code, place) cross join lateral (
       select ${columns[entityType]}, row_number() over () as position from (
         select * from ${tables[entityType]}
         where grid_code ~>=~ asked.code and grid_code ~<~ (asked.code || ':') and ${where.sql}
         order by ${query.order} limit ?
       ) as golden
     ) as page
     order by asked.place, page.position`,
    [areaCodes, ...where.bindings, query.limit],
  );
  return rows.map((row) => ({ ...toGolden(row), areaCode: row.areaCode }));
}

/** A group of fewer than this is its members: the usual threshold of published statistics. */
const fewerThan = 10;

/** How many there are, and who they are where they are few. */
export async function countGolden(
  db: Database,
  entityType: EntityType,
  scope: AreaScope,
  where: readonly SqlClause[],
): Promise<{ readonly count: number; readonly few: readonly EntityId[] }> {
  const clause = joinClauses([scopeClause(scope, 'grid_code'), ...where]);
  const rows = await runSql<{ id: EntityId; count: number }>(
    db,
    `select id, count(*) over ()::integer as count from ${tables[entityType]} where ${clause.sql} limit ${fewerThan}`,
    clause.bindings,
  );
  return { count: rows[0]?.count ?? 0, few: rows.length < fewerThan ? rows.map(({ id }) => id) : [] };
}

export interface MemberRow extends GoldenRow {
  readonly household: string;
  readonly basis: 'HOUSEHOLD_NUMBER' | 'DWELLING';
  readonly since: Date;
}

/** Present members, in the scope, of these households; the longest-standing first. */
export async function findHouseholdMembers(
  db: Database,
  households: readonly string[],
  scope: AreaScope,
): Promise<readonly MemberRow[]> {
  const where = scopeClause(scope, 'golden.grid_code');
  const rows = await runSql<GoldenSqlRow & { household: string; basis: MemberRow['basis']; since: Date }>(
    db,
    `select member.household_id as household, member.basis, member.since, ${columns.resident}
     from household_member as member join resident as golden on golden.id = member.resident_id
     where member.household_id = any(?::text[]) and member.until is null and ${where.sql}
     order by member.household_id, member.since, golden.id`,
    [households, ...where.bindings],
  );
  return rows.map((row) => ({ ...toGolden(row), household: row.household, basis: row.basis, since: row.since }));
}

interface GoldenSqlRow {
  readonly id: EntityId;
  readonly values: Record<string, string>;
  readonly provenance: readonly CompactSource[];
  readonly grid_code: string | null;
  readonly household_id: string | null;
  readonly updated_at: Date;
}

const toGolden = (row: GoldenSqlRow): GoldenRow => ({
  id: row.id,
  values: row.values,
  provenance: expandProvenance(row.provenance),
  gridCode: row.grid_code,
  householdId: row.household_id,
  updatedAt: row.updated_at,
});
