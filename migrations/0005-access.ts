import type { Knex } from 'knex';

/** Who may ask, for what, and the chain of what was read and done. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table client (
      id uuid primary key,
      name text not null unique,
      kind text not null check (kind in ('platform', 'department', 'administrator')),
      department text,
      created_at timestamptz not null,
      revoked_at timestamptz,
      check ((kind = 'department') = (department is not null))
    );

    create table agreement (
      id uuid primary key,
      client_id uuid not null references client (id),
      purposes text[] not null,
      areas text[] not null,
      fields text[] not null,
      grade smallint not null check (grade between 1 and 4),
      valid_from timestamptz not null,
      until timestamptz not null,
      created_at timestamptz not null,
      revoked_at timestamptz
    );
    create index agreement_client on agreement (client_id);

    -- Only the SHA-256 of a token is kept.
    create table token (
      id uuid primary key,
      hash bytea not null unique,
      hint text not null,
      client_id uuid not null references client (id),
      agreement_id uuid references agreement (id),
      created_at timestamptz not null,
      expires_at timestamptz not null,
      revoked_at timestamptz
    );

    -- One chain for reads, refusals and administrators' deeds. hash = SHA-256(previous_hash, canonical entry).
    create table disclosure (
      seq bigint primary key,
      at timestamptz not null,
      kind text not null check (kind in ('read', 'denied', 'deed')),
      client_id uuid,
      client_name text not null,
      agreement_id uuid,
      purpose text,
      operation text not null,
      query_hash text,
      subject_type text,
      subject_id text,
      fields text[] not null default '{}',
      details jsonb not null default '{}',
      previous_hash bytea not null,
      hash bytea not null
    );
    create index disclosure_subject on disclosure (subject_id, seq);
    create index disclosure_client on disclosure (client_id, seq);

    -- What the chain had grown to, signed; found shorter or other than this, it was cut.
    create table disclosure_checkpoint (
      seq bigint primary key,
      hash bytea not null,
      at timestamptz not null,
      public_key text not null,
      signature bytea not null
    );
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table disclosure_checkpoint, disclosure, token, agreement, client');
}
