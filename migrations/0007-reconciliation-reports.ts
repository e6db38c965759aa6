import type { Knex } from 'knex';

/** What a reconciliation found out, kept with it, and what persons say of a sample of its links. It can be cancelled. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table reconciliation drop constraint reconciliation_state_check;
    alter table reconciliation add constraint reconciliation_state_check
      check (state in ('running', 'done', 'failed', 'cancelled'));

    -- Apart from the run's own row, which is read every few moments while it runs. No personal data in either.
    create table reconciliation_report (
      reconciliation_id uuid primary key references reconciliation (id),
      report jsonb not null,
      preview jsonb not null
    );

    -- Linked pairs drawn for persons to judge; a < b, records by id as in pair.
    create table clerical_sample (
      id uuid primary key,
      reconciliation_id uuid not null references reconciliation (id),
      entity_type text not null,
      stratum smallint not null,
      a bigint not null,
      b bigint not null,
      weight double precision not null,
      verdict text check (verdict in ('right', 'wrong', 'cannot-tell')),
      judged_by text,
      judged_at timestamptz,
      unique (reconciliation_id, a, b),
      check ((verdict is null) = (judged_by is null) and (verdict is null) = (judged_at is null))
    );
    create index clerical_sample_page on clerical_sample (reconciliation_id, stratum, id);
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
    drop table clerical_sample, reconciliation_report;
    update reconciliation set state = 'failed' where state = 'cancelled';
    alter table reconciliation drop constraint reconciliation_state_check;
    alter table reconciliation add constraint reconciliation_state_check check (state in ('running', 'done', 'failed'));
  `);
}
