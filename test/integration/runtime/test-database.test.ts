import { createTestDatabase } from '../../support/database.ts';

test('a test database is migrated, empty and its own', async () => {
  const first = await createTestDatabase();
  const second = await createTestDatabase();
  await first.db('area').insert({ code: '32', level: 'province', title: '江苏省' });
  expect(await first.db('area')).toHaveLength(1);
  expect(await second.db('area')).toHaveLength(0);
  await first.close();
  await second.close();
});

test('a database that somebody still uses fails the test that closes it', async () => {
  const database = await createTestDatabase();
  const { openDatabase } = await import('../../../schema/store/database.ts');
  const forgotten = openDatabase({ connection: database.connection });
  await forgotten.raw('select 1');
  await expect(database.close()).rejects.toThrow('destroy every pool');
  await forgotten.destroy();
});
