import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';

/**
 * What foreign keys would have refused, in words; empty = nothing. The tables that resolution alone writes have none,
 * so this holds after every run instead. The two sides of the blocks must tell the same as well.
 */
export async function findBrokenReferences(db: Database): Promise<readonly string[]> {
  const rows = await runSql<{ fault: string }>(
    db,
    `select 'a link of no record' as fault from link where not exists (select from record where id = record_id)
     union all
     select 'a link to no entity' from link where not exists (select from entity where id = entity_id)
     union all
     select 'a waiting record that is none' from pending_record where not exists (select from record where id = record_id)
     union all
     select 'a version of no record' from record_version where not exists (select from record where id = record_id)
     union all
     select 'a resident of no entity' from resident where not exists (
       select from entity where entity.id = resident.id and entity_type = 'resident')
     union all
     select 'a legal entity of no entity' from legal_entity where not exists (
       select from entity where entity.id = legal_entity.id and entity_type = 'legal-entity')
     union all
     select 'a household member who is no entity' from household_member where not exists (
       select from entity where entity.id = resident_id and entity_type = 'resident')
     union all
     select 'a pair of no record' from pair, unnest(array[a, b]) as side
       where not exists (select from record where id = side)
     union all
     select 'blocks of a record and members of a block that differ' from blocking_key full join
       (select record_id, unnest(coarse || refined) as key from record_block) as own using (record_id, key)
       where blocking_key.ctid is null or own.key is null or own.record_id is null`,
  );
  return rows.map(({ fault }) => fault);
}
