import type { Knex } from 'knex';

/** What departments sent about each subject: the current version, every version, and which records wait for resolution. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table record (
      id bigint generated always as identity primary key,
      dataset text not null,
      key text not null,
      entity_type text not null,
      version timestamptz not null,
      hash bytea not null,
      raw jsonb not null,
      "values" jsonb not null,
      flags jsonb not null default '[]',
      deleted boolean not null default false,
      batch_id uuid,
      row_number integer,
      first_received_at timestamptz not null,
      received_at timestamptz not null,
      unique (dataset, key)
    );

    create index record_document on record (("values"->>'documentNumber'))
      where entity_type = 'resident' and not deleted;
    create index record_type on record (entity_type, id);

    -- Every version that was ever accepted, the late ones too.
    create table record_version (
      record_id bigint not null references record (id),
      version timestamptz not null,
      hash bytea not null,
      raw jsonb not null,
      deleted boolean not null,
      batch_id uuid,
      row_number integer,
      received_at timestamptz not null,
      primary key (record_id, version, hash)
    );

    -- Records that changed since resolution last saw them. seq orders them; a batch is published when all
    -- entries up to its pending_watermark are gone.
    create table pending_record (
      record_id bigint primary key references record (id),
      seq bigint generated always as identity
    );
    create index pending_record_seq on pending_record (seq);
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table pending_record, record_version, record');
}
