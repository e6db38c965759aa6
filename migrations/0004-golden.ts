import type { Knex } from 'knex';

/** The shared community dataset. `values` holds every standard element; the columns beside it are those that are filtered on. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table resident (
      id uuid primary key references entity (id),
      "values" jsonb not null,
      provenance jsonb not null,
      name text,
      birth_date date,
      sex text,
      document_number text,
      phone text,
      actual_address text,
      grid_code text,
      household_id text,
      living_situation text,
      life_status text,
      hash bytea not null,
      provenance_hash bytea not null,
      record_count integer not null,
      updated_at timestamptz not null
    );
    create index resident_grid on resident (grid_code text_pattern_ops, id);
    create index resident_document on resident (document_number);
    create index resident_phone on resident (phone);
    create index resident_household on resident (household_id);
    create index resident_name on resident (name text_pattern_ops);
    create index resident_birth_date on resident (birth_date);

    -- Dated membership; half-open [since, until).
    create table household_member (
      household_id text not null,
      resident_id uuid not null references entity (id),
      relation_to_head text,
      basis text not null check (basis in ('HOUSEHOLD_NUMBER', 'DWELLING')),
      since timestamptz not null,
      until timestamptz,
      primary key (household_id, resident_id, since)
    );
    create index household_member_resident on household_member (resident_id);
    create unique index household_member_open on household_member (resident_id) where until is null;

    create table legal_entity (
      id uuid primary key references entity (id),
      "values" jsonb not null,
      provenance jsonb not null,
      name text,
      credit_code text,
      legal_representative_document text,
      phone text,
      grid_code text,
      hash bytea not null,
      provenance_hash bytea not null,
      record_count integer not null,
      updated_at timestamptz not null
    );
    create index legal_entity_grid on legal_entity (grid_code text_pattern_ops, id);
    create index legal_entity_credit_code on legal_entity (credit_code);
    create index legal_entity_name on legal_entity (name text_pattern_ops);
    create index legal_entity_representative on legal_entity (legal_representative_document);

    -- Ordered and gap-free: written only under the resolution lock. No values, only which fields changed.
    create table change (
      seq bigint primary key,
      at timestamptz not null,
      kind text not null check (kind in ('CREATED', 'CHANGED', 'ABSORBED', 'SPLIT', 'DELETED')),
      entity_type text not null,
      entity_id uuid not null,
      other_entity_id uuid,
      fields text[] not null default '{}',
      grid_code text,
      previous_grid_code text
    );
    create index change_entity on change (entity_id);
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table change, legal_entity, household_member, resident');
}
