import { migrationSource } from '../../../migrations/registry.ts';
import type { Database } from '../../../schema/store/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

test('every migration goes down and up again and leaves the same tables', async () => {
  const { db } = database;
  const before = await describeSchema(db);
  const names = (await migrationSource.getMigrations([])).map((listed) => migrationSource.getMigrationName(listed));
  expect(before.length).toBeGreaterThan(100);

  await db.migrate.rollback({ migrationSource }, true);
  expect(await describeSchema(db)).toEqual([]);
  expect(await db.migrate.list({ migrationSource })).toMatchObject([[], { length: names.length }]);

  await db.migrate.latest({ migrationSource });
  expect(await describeSchema(db)).toEqual(before);
});

test('each migration alone goes down and up', async () => {
  const { db } = database;
  const steps = (await migrationSource.getMigrations([])).length;
  const after: string[][] = [await describeSchema(db)];
  for (let step = 0; step < steps; step += 1) {
    await db.migrate.down({ migrationSource });
    after.push(await describeSchema(db));
  }
  for (let step = steps - 1; step >= 0; step -= 1) {
    await db.migrate.up({ migrationSource });
    expect(await describeSchema(db)).toEqual(after[step]);
  }
});

test('migrating a database that is up to date changes nothing', async () => {
  const [, run] = (await database.db.migrate.latest({ migrationSource })) as [number, string[]];
  expect(run).toEqual([]);
});

/** Columns, constraints, indexes, functions and triggers of our schema, one line each; knex's own tables left out. */
async function describeSchema(db: Database): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { line: string }[] }>(`
    select line from (
      select format('column %s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default,
        identity_generation) as line, table_name
        from information_schema.columns where table_schema = 'public'
      union all
      select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
        conrelid::regclass::text
        from pg_constraint where connamespace = 'public'::regnamespace
      union all
      select indexdef, tablename from pg_indexes where schemaname = 'public'
      union all
      select format('trigger %s', pg_get_triggerdef(oid)), tgrelid::regclass::text from pg_trigger where not tgisinternal
      union all
      select format('function %s %s', proname, md5(prosrc)), '' from pg_proc where pronamespace = 'public'::regnamespace
    ) as described
    where table_name not like 'knex_%'
    order by line`);
  return rows.map(({ line }) => line);
}
