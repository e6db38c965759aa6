import type { Knex } from 'knex';

/** A third kind of decision, about one record; what each decision stands for now; why one was taken back. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table decision
      drop constraint decision_kind_check,
      alter column b_dataset drop not null,
      alter column b_key drop not null,
      add constraint decision_kind_check check (kind in ('link', 'unlink', 'not-a-person')),
      add constraint decision_records_check
        check ((b_dataset is null) = (kind = 'not-a-person') and (b_key is null) = (kind = 'not-a-person')),
      add column undo_reason text,
      -- Set by resolution, but for undone: a function of the decisions and the records that are there.
      add column state text not null default 'in-force'
        check (state in ('in-force', 'superseded', 'contradicted', 'undone')),
      -- The decisions that it gives way to, sorted.
      add column against uuid[] not null default '{}',
      -- The code of the guard that a link overrides.
      add column guard text;
    update decision set state = 'undone' where undone_at is not null;
    alter table decision add constraint decision_undone_check check ((state = 'undone') = (undone_at is not null));
    create index decision_decided on decision (decided_at, id);
  `);
}

/** Words on one record have no place in the older table. */
export async function down(db: Knex): Promise<void> {
  await db.raw(`
    delete from decision where kind = 'not-a-person';
    drop index decision_decided;
    alter table decision
      drop constraint decision_undone_check,
      drop constraint decision_records_check,
      drop constraint decision_kind_check,
      drop column undo_reason,
      drop column state,
      drop column against,
      drop column guard,
      alter column b_dataset set not null,
      alter column b_key set not null,
      add constraint decision_kind_check check (kind in ('link', 'unlink'));
  `);
}
