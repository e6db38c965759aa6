import { migrationSource } from '../../../migrations/registry.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { decide, decideNotAPerson, undo } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

const name = (key: string) => ({ dataset: 'health.patient', key });

test('decisions of before keep their words and learn whether they were undone; words on one record go with the migration', async () => {
  const { db } = database;
  const inForce = await decide(db, 'link', name('a'), name('b'));
  const undone = await decide(db, 'unlink', name('c'), name('d'));
  await undo(db, undone);
  await decideNotAPerson(db, name('e'));
  const words = () =>
    runSql<object>(db, 'select id, kind, author, reason, decided_at from decision order by decided_at');
  const pairs = (await words()).slice(0, 2);

  await db.migrate.down({ migrationSource, name: '0006-decisions' });
  expect(await words()).toEqual(pairs);
  await db.migrate.up({ migrationSource, name: '0006-decisions' });
  expect(await words()).toEqual(pairs);
  expect(await runSql(db, 'select id, state, against from decision order by decided_at')).toEqual([
    { id: inForce, state: 'in-force', against: [] },
    { id: undone, state: 'undone', against: [] },
  ]);
});

test('a decision names two records, or one that is not a person, and nothing else', async () => {
  const insert = (kind: string, b: string | null) =>
    database.db.raw(
      `insert into decision (id, kind, a_dataset, a_key, b_dataset, b_key, author, reason, decided_at)
       values (gen_random_uuid(), ?, 'health.patient', 'a', ?, ?, 'clerk', 'seen', now())`,
      [kind, b, b],
    );
  await insert('link', 'b');
  await insert('not-a-person', null);
  await expect(insert('link', null)).rejects.toThrow('decision_records_check');
  await expect(insert('not-a-person', 'b')).rejects.toThrow('decision_records_check');
  await expect(insert('perhaps', 'b')).rejects.toThrow('decision_kind_check');
});
