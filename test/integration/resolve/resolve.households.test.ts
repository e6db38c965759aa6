import { resolvePending } from '../../../jobs/resolve/resolve-pending.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { deleteRecord, putRecord, type RecordDraft, testDependencies } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { ouyang, stranger } from '../../support/numbered-people.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterEach(() => database.close());

const person = { ...ouyang, householdNumber: 'H1', relationToHead: '02' };
const register: RecordDraft = { dataset: 'public-security.household-register', key: 'RK1', values: person };
const patient: RecordDraft = { dataset: 'health.patient', key: 'pt-1', values: { ...stranger, householdNumber: 'H2' } };

async function resolveOn(day: string): Promise<void> {
  await resolvePending(db, { ...(await testDependencies(db)), clock: fixedClock(`${day}T00:00:00Z`) });
}

/** `household relation since until`, the earliest first. */
async function memberships(): Promise<readonly string[]> {
  const rows = await runSql<{ line: string }>(
    db,
    `select concat_ws(' ', household_id, coalesce(relation_to_head, '-'), since::date, coalesce(until::date::text, 'open')) as line
     from household_member order by since, household_id`,
  );
  return rows.map(({ line }) => line);
}

test('who moves leaves one household at the moment they enter the other', async () => {
  await putRecord(db, register);
  await resolveOn('2026-01-01');
  expect(await memberships()).toEqual(['H:H1 02 2026-01-01 open']);
  await putRecord(db, { ...register, values: { ...person, householdNumber: 'H9' } });
  await resolveOn('2026-02-01');
  await putRecord(db, { ...register, values: { ...person, householdNumber: 'H9', relationToHead: '10' } });
  await resolveOn('2026-03-01');
  expect(await memberships()).toEqual([
    'H:H1 02 2026-01-01 2026-02-01',
    'H:H9 02 2026-02-01 2026-03-01',
    'H:H9 10 2026-03-01 open',
  ]);
});

test('nothing is dated anew when nothing of the household changed', async () => {
  await putRecord(db, register);
  await resolveOn('2026-01-01');
  await putRecord(db, { ...register, values: { ...person, phone: '13800000000' } });
  await resolveOn('2026-02-01');
  expect(await memberships()).toEqual(['H:H1 02 2026-01-01 open']);
});

test('without a household number the dwelling is the household', async () => {
  await putRecord(db, { ...register, values: ouyang });
  await resolveOn('2026-01-01');
  expect(await memberships()).toEqual([expect.stringMatching(/^D:.*金陵世纪花园.* - 2026-01-01 open$/)]);
});

test('a membership ends when its resident turns out to be another one', async () => {
  await putRecord(db, register);
  await putRecord(db, patient);
  await resolveOn('2026-01-01');
  await putRecord(db, { ...patient, values: person });
  await resolveOn('2026-02-01');
  expect(await memberships()).toEqual(['H:H1 02 2026-01-01 open', 'H:H2 - 2026-01-01 2026-02-01']);
});

test('a membership ends when the resident’s last record is deleted, and begins anew when it returns', async () => {
  const record = await putRecord(db, register);
  await resolveOn('2026-01-01');
  await deleteRecord(db, record);
  await resolveOn('2026-02-01');
  await putRecord(db, register);
  await resolveOn('2026-03-01');
  expect(await memberships()).toEqual(['H:H1 02 2026-01-01 2026-02-01', 'H:H1 02 2026-03-01 open']);
});
