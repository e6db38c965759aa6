import type { Knex } from 'knex';

/** Which records are the same entity, why, what a person said of it, and what is still doubtful. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table model (
      id bigint generated always as identity primary key,
      entity_type text not null,
      version text not null,
      document jsonb not null,
      active boolean not null,
      created_at timestamptz not null,
      unique (entity_type, version)
    );
    create unique index model_active on model (entity_type) where active;

    -- key: 64-bit hash of the blocking rule and its value; a block over its rule's cap makes no pairs itself.
    -- A refined key is kept only while the block that it refines is over its cap.
    create table blocking_key (
      record_id bigint not null,
      key bigint not null,
      refined boolean not null,
      primary key (record_id, key)
    );
    create index blocking_key_key on blocking_key (key, record_id);

    -- Pairs at or above the review cut; a < b. pattern: comparison → level, for the explanation.
    create table pair (
      a bigint not null,
      b bigint not null,
      entity_type text not null,
      weight double precision not null,
      outcome text not null check (outcome in ('link', 'review')),
      pattern jsonb not null,
      primary key (a, b)
    );
    create index pair_b on pair (b);

    create table entity (
      id uuid primary key,
      entity_type text not null,
      state text not null check (state in ('live', 'absorbed', 'gone')),
      absorbed_into uuid references entity (id),
      -- The oldest record that it had when it was last looked at: an ended id is found again through this one.
      anchor bigint,
      created_at timestamptz not null,
      ended_at timestamptz
    );
    create index entity_absorbed on entity (absorbed_into) where absorbed_into is not null;
    create index entity_ended_anchor on entity (anchor) where state <> 'live';

    create table link (
      record_id bigint primary key references record (id),
      entity_id uuid not null references entity (id),
      linked_at timestamptz not null
    );
    create index link_entity on link (entity_id);

    create table review (
      id uuid primary key,
      fingerprint text not null unique,
      entity_type text not null,
      a bigint not null,
      b bigint not null,
      weight double precision not null,
      reason text not null,
      details jsonb not null default '{}',
      state text not null check (state in ('open', 'decided', 'moot')),
      opened_at timestamptz not null,
      closed_at timestamptz
    );
    create index review_open on review (entity_type, opened_at) where state = 'open';
    create index review_a on review (a);
    create index review_b on review (b);

    -- Decisions name records by dataset and key, so that they outlive re-delivery.
    create table decision (
      id uuid primary key,
      kind text not null check (kind in ('link', 'unlink')),
      a_dataset text not null,
      a_key text not null,
      b_dataset text not null,
      b_key text not null,
      author text not null,
      reason text not null,
      decided_at timestamptz not null,
      undone_at timestamptz,
      undone_by text
    );
    create index decision_a on decision (a_dataset, a_key) where undone_at is null;
    create index decision_b on decision (b_dataset, b_key) where undone_at is null;

    create table finding (
      id uuid primary key,
      fingerprint text not null unique,
      kind text not null,
      entity_type text not null,
      entity_ids uuid[] not null,
      records jsonb not null,
      details jsonb not null default '{}',
      state text not null check (state in ('open', 'resolved')),
      found_at timestamptz not null,
      resolved_at timestamptz
    );
    create index finding_open on finding (kind, found_at) where state = 'open';
    create index finding_entities on finding using gin (entity_ids);

    create table reconciliation (
      id uuid primary key,
      state text not null check (state in ('running', 'done', 'failed')),
      dry_run boolean not null,
      retrain boolean not null,
      started_at timestamptz not null,
      finished_at timestamptz,
      requested_by text not null,
      report jsonb not null default '{}'
    );
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table reconciliation, finding, decision, review, link, entity, pair, blocking_key, model');
}
