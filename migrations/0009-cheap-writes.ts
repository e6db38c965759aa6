import type { Knex } from 'knex';

/**
 * The tables that resolution writes, made cheap to write.
 *
 * A record's blocks lie in one row, and the members of a block in one index. Pairs keep their weight alone: the levels
 * are computed again when a pair is explained. A golden record names each of its sources once. Foreign keys among what
 * ingest and resolution alone write are gone: each cost a query and a row lock for every row (a load of a million
 * records wrote five million such rows); test/support/histories/find-broken-references.ts holds what they held.
 */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    -- The blocks of one record; refined ones are kept only while the coarse block that they refine is over its cap.
    create table record_block (
      record_id bigint primary key,
      coarse bigint[] not null,
      refined bigint[] not null
    );
    insert into record_block (record_id, coarse, refined)
      select record_id, coalesce(array_agg(key order by key) filter (where not refined), '{}'),
        coalesce(array_agg(key order by key) filter (where refined), '{}')
      from blocking_key group by record_id;

    -- The members of each block: key is a 64-bit hash of the blocking rule and its value.
    alter table blocking_key drop constraint blocking_key_pkey, drop column refined;
    drop index blocking_key_key;
    alter table blocking_key add primary key (key, record_id);

    alter table pair drop column pattern, drop column entity_type;

    alter table link drop constraint link_record_id_fkey, drop constraint link_entity_id_fkey;
    alter table resident drop constraint resident_id_fkey;
    alter table legal_entity drop constraint legal_entity_id_fkey;
    alter table household_member drop constraint household_member_resident_id_fkey;
    alter table pending_record drop constraint pending_record_record_id_fkey;
    alter table record_version drop constraint record_version_record_id_fkey;

    -- Waiting lists: what is taken off leaves dead rows at their head, which every look at the list must pass.
    alter table pending_record set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
    alter table landed_row set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
  `);
  for (const table of goldenTables) {
    await db.raw(namedBySource(table));
    // Written whole and read whole: as json it costs the server 3 µs a row, as jsonb 7, by field it was 31.
    await db.raw(`alter table ${table} alter column provenance type json using provenance::json`);
  }
}

export async function down(db: Knex): Promise<void> {
  for (const table of goldenTables) {
    await db.raw(`alter table ${table} alter column provenance type jsonb using provenance::jsonb`);
    await db.raw(namedByField(table));
  }
  await db.raw(`
    alter table landed_row reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
    alter table pending_record reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
    alter table record_version
      add constraint record_version_record_id_fkey foreign key (record_id) references record (id);
    alter table pending_record
      add constraint pending_record_record_id_fkey foreign key (record_id) references record (id);
    alter table household_member
      add constraint household_member_resident_id_fkey foreign key (resident_id) references entity (id);
    alter table legal_entity add constraint legal_entity_id_fkey foreign key (id) references entity (id);
    alter table resident add constraint resident_id_fkey foreign key (id) references entity (id);
    alter table link
      add constraint link_record_id_fkey foreign key (record_id) references record (id),
      add constraint link_entity_id_fkey foreign key (entity_id) references entity (id);

    -- What a pair's levels were is computed again by the next reconciliation.
    alter table pair add column entity_type text, add column pattern jsonb not null default '{}';
    update pair set entity_type = record.entity_type from record where record.id = pair.a;
    alter table pair alter column entity_type set not null, alter column pattern drop default;

    alter table blocking_key drop constraint blocking_key_pkey, add column refined boolean;
    update blocking_key set refined = not key = any(coarse)
      from record_block where record_block.record_id = blocking_key.record_id;
    alter table blocking_key alter column refined set not null, add primary key (record_id, key);
    create index blocking_key_key on blocking_key (key, record_id);
    drop table record_block;
  `);
}

const goldenTables = ['resident', 'legal_entity'];

/** {name: source, …} becomes [{dataset, key, recordId, version, fields: [name, …]}, …]. */
const namedBySource = (table: string): string => `
  update ${table} as golden set provenance = coalesce((
    select jsonb_agg(source || jsonb_build_object('fields', fields) order by source->>'dataset', source->>'key')
    from (
      select value as source, jsonb_agg(field order by field) as fields
      from jsonb_each(golden.provenance) as given (field, value) group by value
    ) as sources
  ), '[]')`;

const namedByField = (table: string): string => `
  update ${table} as golden set provenance = coalesce((
    select jsonb_object_agg(field, source - 'fields')
    from jsonb_array_elements(golden.provenance) as sources (source), jsonb_array_elements_text(source->'fields') as field
  ), '{}')`;
