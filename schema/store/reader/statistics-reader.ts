import type { AreaScope } from '../../rules/access/area-scope.ts';
import type { Database } from '../database.ts';
import { runSql } from '../run-sql.ts';
import { type SqlClause, scopeClause } from './sql-clause.ts';

export interface ResidentCounts {
  readonly areaCode: string;
  readonly residents: number;
  readonly males: number;
  readonly females: number;
  readonly aged60AndOver: number;
  readonly aged80AndOver: number;
  readonly under18: number;
  readonly livingAlone: number;
  readonly receivingAllowance: number;
  readonly deceased: number;
  readonly unplacedResidents: number;
}

/**
 * Residents per area at any level, for many areas in one statement: one pass over those in the areas, counted per
 * grid code, then added up along the tree. A parent is the sum of its children and its unplaced.
 *
 * @param today YYYY-MM-DD, for ages.
 */
export async function countResidents(
  db: Database,
  areaCodes: readonly string[],
  scope: AreaScope,
  today: string,
): Promise<readonly ResidentCounts[]> {
  const where = inAreas(areaCodes, scope);
  return runSql<ResidentCounts>(
    db,
    `with cell as (
       select grid_code, count(*) filter (where alive) as residents,
         count(*) filter (where alive and sex = '1') as males,
         count(*) filter (where alive and sex = '2') as females,
         count(*) filter (where alive and birth_date <= ?::date - interval '60 years') as aged60,
         count(*) filter (where alive and birth_date <= ?::date - interval '80 years') as aged80,
         count(*) filter (where alive and birth_date > ?::date - interval '18 years') as under18,
         count(*) filter (where alive and living_situation = 'ALONE') as alone,
         count(*) filter (where alive and "values"->>'allowanceStatus' = 'RECEIVING') as allowance,
         count(*) filter (where not alive) as deceased
       from (select *, life_status is distinct from 'DECEASED' as alive from resident where ${where.sql}) as person
       group by grid_code
     )
     select asked.code as "areaCode",
       coalesce(sum(residents), 0)::integer as residents, coalesce(sum(males), 0)::integer as males,
       coalesce(sum(females), 0)::integer as females, coalesce(sum(aged60), 0)::integer as "aged60AndOver",
       coalesce(sum(aged80), 0)::integer as "aged80AndOver", coalesce(sum(under18), 0)::integer as under18,
       coalesce(sum(alone), 0)::integer as "livingAlone",
       coalesce(sum(allowance), 0)::integer as "receivingAllowance", coalesce(sum(deceased), 0)::integer as deceased,
       coalesce(sum(residents) filter (where ${unplaced}), 0)::integer as "unplacedResidents"
     from unnest(?::text[]) as asked (code) left join cell on starts_with(cell.grid_code, asked.code)
     group by asked.code`,
    [today, today, today, ...where.bindings, areaCodes],
  );
}

/** Households with at least one member in the area. */
export async function countHouseholds(
  db: Database,
  areaCodes: readonly string[],
  scope: AreaScope,
): Promise<readonly { readonly areaCode: string; readonly households: number }[]> {
  const where = inAreas(areaCodes, scope);
  return runSql(
    db,
    `with cell as (
       select distinct grid_code, household_id from resident
       where household_id is not null and life_status is distinct from 'DECEASED' and ${where.sql}
     )
     select asked.code as "areaCode", count(distinct cell.household_id)::integer as households
     from unnest(?::text[]) as asked (code) left join cell on starts_with(cell.grid_code, asked.code)
     group by asked.code`,
    [...where.bindings, areaCodes],
  );
}

export async function countLegalEntities(
  db: Database,
  areaCodes: readonly string[],
  scope: AreaScope,
): Promise<
  readonly { readonly areaCode: string; readonly legalEntities: number; readonly unplacedLegalEntities: number }[]
> {
  const where = inAreas(areaCodes, scope);
  return runSql(
    db,
    `with cell as (select grid_code, count(*) as total from legal_entity where ${where.sql} group by grid_code)
     select asked.code as "areaCode", coalesce(sum(total), 0)::integer as "legalEntities",
       coalesce(sum(total) filter (where ${unplaced}), 0)::integer as "unplacedLegalEntities"
     from unnest(?::text[]) as asked (code) left join cell on starts_with(cell.grid_code, asked.code)
     group by asked.code`,
    [...where.bindings, areaCodes],
  );
}

/** In the area, yet in none of its children; a grid has no children, so nobody in it is unplaced. */
const unplaced = `exists (select 1 from area where area.parent = asked.code)
  and not exists (select 1 from area where area.parent = asked.code and starts_with(cell.grid_code, area.code))`;

function inAreas(areaCodes: readonly string[], scope: AreaScope): SqlClause {
  const own = scopeClause(scope, 'grid_code');
  const asked = scopeClause({ kind: 'some', codes: areaCodes }, 'grid_code');
  return { sql: `${own.sql} and ${asked.sql}`, bindings: [...own.bindings, ...asked.bindings] };
}
