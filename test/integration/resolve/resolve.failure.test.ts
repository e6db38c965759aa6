import { setTimeout } from 'node:timers/promises';
import { resolvePending } from '../../../jobs/resolve/resolve-pending.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { decide, putRecord, resolveAll, testDependencies, undo } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { messyRecords } from '../../support/histories/messy-records.ts';
import { readPublication } from '../../support/histories/read-publication.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterEach(() => database.close());

const tables = [
  'pending_record',
  'blocking_key',
  'record_block',
  'pair',
  'entity',
  'link',
  'resident',
  'legal_entity',
  'household_member',
  'change',
  'review',
  'decision',
  'finding',
];

/** Everybody resolved once, then everybody in another state and a decision that is superseded: a run with something to do everywhere. */
async function prepare(): Promise<void> {
  for (const { states, ...record } of messyRecords)
    await putRecord(db, { ...record, ...(states[0] ?? { values: {} }) });
  await resolveAll(db);
  for (const { states, ...record } of messyRecords) {
    await putRecord(db, { ...record, ...(states.at(-1) ?? { values: {} }), version: '2026-02-01T00:00:00Z' });
  }
  const [first, second] = messyRecords;
  if (!first || !second) throw new Error('no records');
  await decide(db, 'link', first, second);
  await decide(db, 'unlink', first, second);
}

async function readEverything(): Promise<unknown> {
  const contents: Record<string, unknown> = {};
  for (const table of tables) contents[table] = await runSql(db, `select t::text as row from ${table} t order by 1`);
  return contents;
}

test('a run that fails at any of its tables leaves everything as it was, and the next run finishes', async () => {
  await prepare();
  const before = await readEverything();
  await db.raw(`create function refuse() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$`);
  for (const table of tables) {
    await db.raw(
      `create trigger refuse after insert or update or delete on ${table} for each row execute function refuse()`,
    );
    await expect(testDependencies(db).then((dependencies) => resolvePending(db, dependencies))).rejects.toThrow(
      'disk full',
    );
    await db.raw(`drop trigger refuse on ${table}`);
    expect(await readEverything()).toEqual(before);
  }
  await resolveAll(db);
  const finished = await readPublication(db);
  expect(await runSql(db, 'select * from pending_record')).toEqual([]);

  await db.raw('update record set received_at = received_at');
  await runSql(db, 'insert into pending_record (record_id) select id from record');
  await resolveAll(db);
  expect(await readPublication(db)).toEqual(finished);
});

test('a decision that is taken back while a run that has to do with it is under way waits for it and is not lost', async () => {
  const [first, second] = messyRecords;
  if (!first?.states[0] || !second?.states[0]) throw new Error('no records');
  await putRecord(db, { ...first, ...first.states[0] });
  await putRecord(db, { ...second, ...second.states[0] });
  const older = await decide(db, 'link', first, second);
  const newer = await decide(db, 'unlink', first, second);
  let takenBack: Promise<void> = Promise.resolve();
  await db.transaction(async (trx) => {
    await resolvePending(trx, await testDependencies(db));
    takenBack = db.transaction((other) => undo(other, newer));
    await setTimeout(200);
  });
  await takenBack;
  expect(await runSql(db, 'select id, state from decision order by decided_at')).toEqual([
    { id: older, state: 'superseded' },
    { id: newer, state: 'undone' },
  ]);
  await resolveAll(db);
  expect(await runSql(db, 'select state from decision where id = ?', [older])).toEqual([{ state: 'in-force' }]);
  expect(await runSql(db, 'select distinct entity_id from link')).toHaveLength(1);
});

test('a decision that commits while a run is under way is not lost to it', async () => {
  const [first, second] = messyRecords;
  if (!first?.states[0] || !second?.states[0]) throw new Error('no records');
  const a = { ...first, ...first.states[0] };
  const b = { ...second, ...second.states[0] };
  await putRecord(db, a);
  await putRecord(db, b);
  // The records wait already when the decision is written; the run begins before the decision commits.
  await db.transaction(async (trx) => {
    await decide(trx, 'unlink', a, b);
    await resolveAll(db);
  });
  await resolveAll(db);
  expect(await runSql(db, 'select distinct entity_id from link')).toHaveLength(2);
});
