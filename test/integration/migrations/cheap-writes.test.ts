import { migrationSource } from '../../../migrations/registry.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { putRecord, resolveAll } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { messyRecords } from '../../support/histories/messy-records.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

const tables = ['record_block', 'blocking_key', 'pair', 'link', 'resident', 'legal_entity', 'household_member'];

test('what a hub held before the tables were made cheap is the same afterwards', async () => {
  const { db } = database;
  for (const { states, ...record } of messyRecords)
    await putRecord(db, { ...record, ...(states[0] ?? { values: {} }) });
  await resolveAll(db);
  const read = async () => {
    const contents: Record<string, unknown> = {};
    for (const table of tables) {
      const rows = await runSql<{ row: Record<string, unknown> }>(db, `select to_jsonb(t) as row from ${table} t`);
      contents[table] = rows.map(({ row }) => JSON.stringify(sorted(row))).sort();
    }
    return contents;
  };
  const before = await read();

  await db.migrate.down({ migrationSource, name: '0009-cheap-writes' } as never);
  const [old] = await runSql<{ provenance: Record<string, object> }>(
    db,
    'select provenance from resident order by id limit 1',
  );
  expect(Object.values(old?.provenance ?? {})[0]).toEqual({
    dataset: expect.any(String),
    key: expect.any(String),
    recordId: expect.any(String),
    version: expect.any(String),
  });
  await db.migrate.up({ migrationSource });
  expect(await read()).toEqual(before);
});

/** Keys of a record and names of fields are sets: their order is free. */
function sorted(row: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(row), (_name, value: unknown) =>
    Array.isArray(value) && value.every((item) => typeof item !== 'object') ? [...value].sort() : value,
  );
}
