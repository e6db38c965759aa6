import { runSql } from '../../schema/store/run-sql.ts';
import { runCli } from '../support/cli.ts';
import { type DataFolder, makeDataFolder } from '../support/data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await makeDataFolder();
});
afterAll(() => folder.remove());

const migrated = {
  code: 0,
  stdout: expect.stringMatching(/^The database is at this version; 9 contracts are applied\.\n$/),
};

test('commands that start at the same moment in a fresh folder all find their database', async () => {
  const together = await Promise.all([1, 2, 3].map(() => runCli(['migrate'], { dataDir: folder.path })));
  for (const { code, stdout, stderr } of together)
    expect({ code, stdout, stderr }).toEqual({ ...migrated, stderr: '' });
});

test('a hub that was killed while it migrated starts again', async () => {
  // What such a process leaves behind: knex keeps its lock in a table.
  await folder.withDatabase((db) => runSql(db, 'update knex_migrations_lock set is_locked = 1'));
  const { code, stdout, stderr } = await runCli(['migrate'], { dataDir: folder.path });
  expect({ code, stdout, stderr }).toEqual({ ...migrated, stderr: '' });
});
