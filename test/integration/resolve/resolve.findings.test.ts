import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { putRecord, type RecordDraft, resolveAll } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterEach(() => database.close());

const mother = {
  name: '王芳',
  documentType: 'CITIZEN_ID',
  documentNumber: '320105198807080020',
  birthDate: '1988-07-08',
  sex: '2',
};
const child = (key: string, birthDate: string): RecordDraft => ({
  dataset: 'health.patient',
  key,
  values: { ...mother, name: '王芳之子', birthDate, sex: '1' },
  flags: [{ field: 'birthDate', rule: 'BIRTH_DATE_CONTRADICTS_ID' }],
});
const register: RecordDraft = { dataset: 'public-security.household-register', key: 'RK6', values: mother };

const sharedBy = async (): Promise<readonly string[]> => {
  const rows = await runSql<{ keys: string }>(
    db,
    `select (select string_agg(r->>'key', ' ' order by r->>'key') from jsonb_array_elements(records) r) as keys
     from finding where state = 'open' and kind = 'ID_NUMBER_SHARED'`,
  );
  return rows.map(({ keys }) => keys);
};

test('a number that several people still share stays a finding when one of them gives it up', async () => {
  await putRecord(db, register);
  await putRecord(db, child('pt-7', '2015-02-02'));
  await putRecord(db, child('pt-8', '2024-09-09'));
  await resolveAll(db);
  expect(await sharedBy()).toEqual(['RK6 pt-7 pt-8']);
  await putRecord(db, { ...register, values: { ...mother, documentNumber: '320105198807080047' } });
  await resolveAll(db);
  expect(await sharedBy()).toEqual(['pt-7 pt-8']);
});

test('one more person under a number that is shared already makes it one finding, not two', async () => {
  await putRecord(db, register);
  await putRecord(db, child('pt-7', '2015-02-02'));
  await resolveAll(db);
  expect(await sharedBy()).toEqual(['RK6 pt-7']);
  await putRecord(db, child('pt-8', '2024-09-09'));
  await resolveAll(db);
  expect(await sharedBy()).toEqual(['RK6 pt-7 pt-8']);
});

test('a resident and a legal entity with one telephone have nothing to do with each other', async () => {
  const phone = '02584470784';
  await putRecord(db, { ...register, values: { ...mother, phone } });
  await putRecord(db, {
    dataset: 'health.institution',
    key: 'YJ1',
    entityType: 'legal-entity',
    values: { name: '王芳', phone },
  });
  await resolveAll(db);
  expect(await runSql(db, 'select * from pair')).toEqual([]);
  expect(await runSql(db, 'select entity_type from entity order by 1')).toEqual([
    { entity_type: 'legal-entity' },
    { entity_type: 'resident' },
  ]);
});
