import type { Knex } from 'knex';

/** What departments declare and deliver: contracts, areas, batches, landed rows waiting to be ingested, rejects. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table contract (
      dataset text primary key,
      department text not null,
      entity text not null,
      hash text not null,
      document jsonb not null,
      applied_at timestamptz not null
    );

    -- The area tree. level: province, prefecture, county, street, community, grid; a code covers all codes it begins.
    create table area (
      code text primary key,
      level text not null,
      parent text references area (code) deferrable initially deferred,
      title text not null,
      record_key text
    );
    create index area_parent on area (parent);

    create table batch (
      id uuid primary key,
      sequence bigint generated always as identity unique,
      dataset text not null,
      department text not null,
      client_id uuid not null,
      mode text not null check (mode in ('upsert', 'snapshot')),
      state text not null check (state in ('landed', 'ingesting', 'ingested', 'published', 'failed')),
      idempotency_key text,
      body_sha256 text not null,
      body_bytes bigint not null,
      form text not null,
      as_of timestamptz not null,
      received integer not null,
      accepted integer not null default 0,
      unchanged integer not null default 0,
      superseded integer not null default 0,
      rejected integer not null,
      columns jsonb not null default '[]',
      quality jsonb not null default '{}',
      problem text,
      pending_watermark bigint,
      received_at timestamptz not null,
      ingested_at timestamptz,
      published_at timestamptz
    );
    create unique index batch_idempotency on batch (client_id, dataset, idempotency_key) where idempotency_key is not null;
    create index batch_dataset on batch (dataset, sequence);
    create index batch_unfinished on batch (sequence) where state in ('landed', 'ingesting', 'ingested');

    -- A page of a batch is the unit of one ingest job; its counts and its effect are one transaction.
    create table batch_page (
      batch_id uuid not null references batch (id) on delete cascade,
      page integer not null,
      first_row integer not null,
      last_row integer not null,
      done boolean not null default false,
      accepted integer not null default 0,
      unchanged integer not null default 0,
      superseded integer not null default 0,
      primary key (batch_id, page)
    );
    create index batch_page_open on batch_page (batch_id, page) where not done;

    -- json, not jsonb: a row waits here for seconds and is read once, and COPY takes it in half the time.
    create table landed_row (
      batch_id uuid not null,
      row_number integer not null,
      key text not null,
      version timestamptz not null,
      hash bytea not null,
      raw json not null,
      "values" json not null,
      flags json not null,
      deleted boolean not null,
      primary key (batch_id, row_number)
    );

    create table reject (
      id bigint generated always as identity primary key,
      batch_id uuid not null references batch (id) on delete cascade,
      dataset text not null,
      row_number integer not null,
      key text,
      rule text not null,
      "column" text,
      reason_zh text not null,
      reason_en text not null,
      raw jsonb,
      excerpt text not null default '',
      closed_by uuid references batch (id),
      closed_at timestamptz
    );
    create index reject_batch on reject (batch_id, row_number);
    create index reject_open on reject (dataset, key) where closed_at is null;
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table reject, landed_row, batch_page, batch, area, contract');
}
