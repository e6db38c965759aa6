import type { Knex } from 'knex';

/** A reconciliation is done in parts, which workers on any machine take and which survive all of them. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table reconciliation
      add column phase text,
      add column done integer,
      add column total integer;

    -- One piece of one phase. payload: what the next phase reads, in the engine's own form (jobs/reconcile); gone with
    -- the run. A part is done when its payload is there, whoever made it, and made again it is the same.
    create table run_part (
      reconciliation_id uuid not null references reconciliation (id) on delete cascade,
      phase text not null,
      part integer not null,
      task jsonb not null,
      is_done boolean not null default false,
      payload bytea,
      observations jsonb,
      primary key (reconciliation_id, phase, part)
    );
    -- It is compressed already.
    alter table run_part alter column payload set storage external;
    create index run_part_open on run_part (reconciliation_id, phase) where not is_done;

    -- Records that were resolved by themselves while a run was under way: the run resolves them once more at its end.
    create table run_touched (
      reconciliation_id uuid not null references reconciliation (id) on delete cascade,
      record_id bigint not null,
      primary key (reconciliation_id, record_id)
    );
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw(`
    drop table run_touched, run_part;
    alter table reconciliation drop column phase, drop column done, drop column total;
  `);
}
