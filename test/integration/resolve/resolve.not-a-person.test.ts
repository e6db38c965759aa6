import type { Database } from '../../../schema/store/database.ts';
import { computeGoldenHash } from '../../../schema/store/golden-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import {
  decide,
  decideNotAPerson,
  deleteRecord,
  putRecord,
  type RecordDraft,
  readClusters,
  resolveAll,
  testDependencies,
  undo,
} from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { ouyang, ouyangAgain } from '../../support/numbered-people.ts';
import { runReconciliation } from '../../support/run-reconciliation.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterEach(() => database.close());

const register: RecordDraft = { dataset: 'public-security.household-register', key: 'RK1', values: ouyang };
const patient: RecordDraft = { dataset: 'health.patient', key: 'pt-1', values: { ...ouyang, phone: '13900000009' } };
const permit: RecordDraft = { dataset: 'public-security.residence-permit', key: 'JZ1', values: ouyangAgain };
const testRow: RecordDraft = {
  dataset: 'health.patient',
  key: 'pt-0',
  values: { name: '测试', documentType: 'CITIZEN_ID', documentNumber: ouyang.documentNumber, birthDate: '2000-01-01' },
};

const put = async (...drafts: readonly RecordDraft[]) => {
  for (const draft of drafts) await putRecord(db, draft);
  await resolveAll(db);
};
const reconcile = async (retrain: boolean) =>
  runReconciliation(db, await testDependencies(db), { dryRun: false, retrain });
const openReviews = () => runSql<object>(db, `select id, opened_at from review where state = 'open' order by id`);
const golden = () => runSql<object>(db, 'select id, "values", provenance, record_count from resident order by id');
const links = () => runSql<object>(db, 'select record_id, entity_id from link order by record_id');
const openFindings = (kind: string) =>
  runSql<{ records: { key: string }[] }>(db, `select records from finding where state = 'open' and kind = ?`, [kind]);

test('a record that is not a person leaves its entity, its golden values and its reviews, and comes back exactly', async () => {
  await put(register, patient, permit);
  const before = { golden: await golden(), links: await links(), reviews: await openReviews() };
  const hash = await computeGoldenHash(db);
  expect(before.reviews.length).toBeGreaterThan(0);

  const decision = await decideNotAPerson(db, register);
  await resolveAll(db);
  expect((await readClusters(db)).join(' ')).not.toContain('RK1');
  expect(JSON.stringify(await golden())).not.toContain('household-register');
  const named = await runSql(
    db,
    `select from review join record on record.id in (a, b) where key = 'RK1' and state = 'open'`,
  );
  expect(named).toEqual([]);

  await undo(db, decision);
  await resolveAll(db);
  expect({ golden: await golden(), links: await links(), reviews: await openReviews() }).toEqual(before);
  expect(await computeGoldenHash(db)).toBe(hash);
});

test('the only record of an entity takes it with it, and its id lives again when the word is taken back', async () => {
  await put(register);
  const before = { golden: await golden(), links: await links() };
  const decision = await decideNotAPerson(db, register);
  await resolveAll(db);
  expect([await golden(), await links()]).toEqual([[], []]);
  expect(await runSql(db, 'select state from entity')).toEqual([{ state: 'gone' }]);
  await undo(db, decision);
  await resolveAll(db);
  expect({ golden: await golden(), links: await links() }).toEqual(before);
  expect(await runSql(db, 'select kind from change order by seq')).toEqual([
    { kind: 'CREATED' },
    { kind: 'DELETED' },
    { kind: 'CREATED' },
  ]);
});

test('it outlives a newer version, a deletion and a return, full runs and training', async () => {
  await put(register, testRow);
  await decideNotAPerson(db, testRow);
  await resolveAll(db);
  const alone = ['public-security.household-register/RK1'];
  expect(await readClusters(db)).toEqual(alone);
  await put({ ...testRow, version: '2026-02-01T00:00:00Z', values: { ...testRow.values, phone: '13800000000' } });
  expect(await readClusters(db)).toEqual(alone);
  await deleteRecord(db, await putRecord(db, testRow));
  await resolveAll(db);
  await put({ ...testRow, version: '2026-03-01T00:00:00Z' });
  expect(await readClusters(db)).toEqual(alone);
  expect(await reconcile(false)).toMatchObject({ created: 0, changed: 0, split: 0, absorbed: 0, deleted: 0 });
  await reconcile(true);
  expect(await readClusters(db)).toEqual(alone);
  const [kept] = await runSql(db, 'select author, reason, decided_at from decision');
  expect(kept).toEqual({ author: 'clerk', reason: 'seen in person', decided_at: expect.any(Date) });
});

test('a word on a record that is not there yet holds from its first delivery on', async () => {
  await decideNotAPerson(db, testRow);
  await put(register, testRow);
  expect(await readClusters(db)).toEqual(['public-security.household-register/RK1']);
});

test('two people whom only that record joined are two again, and one when it is a person after all', async () => {
  const unnumbered = (key: string): RecordDraft => ({ dataset: 'health.patient', key, values: { name: `某${key}` } });
  const [one, between, other] = [unnumbered('pt-a'), unnumbered('pt-b'), unnumbered('pt-c')];
  await put(one, between, other);
  await decide(db, 'link', one, between);
  await decide(db, 'link', between, other);
  await resolveAll(db);
  expect(await readClusters(db)).toHaveLength(1);
  const decision = await decideNotAPerson(db, between);
  await resolveAll(db);
  expect(await readClusters(db)).toEqual(['health.patient/pt-a', 'health.patient/pt-c']);
  await undo(db, decision);
  await resolveAll(db);
  expect(await readClusters(db)).toHaveLength(1);
});

test('an organisation’s record can be no legal entity either', async () => {
  const hotel: RecordDraft = {
    dataset: 'public-security.special-trade',
    key: 'TZ1',
    entityType: 'legal-entity',
    values: { name: '南京市建邺区锦绣酒店有限公司' },
  };
  await put(hotel);
  const decision = await decideNotAPerson(db, hotel);
  await resolveAll(db);
  expect(await runSql(db, 'select id from legal_entity')).toEqual([]);
  await undo(db, decision);
  await resolveAll(db);
  expect(await runSql(db, 'select id from legal_entity')).toHaveLength(1);
});

test('a number is shared with nobody by a record that is not a person', async () => {
  await put(register, testRow);
  expect(await openFindings('ID_NUMBER_SHARED')).toHaveLength(1);
  const decision = await decideNotAPerson(db, testRow);
  await resolveAll(db);
  expect(await openFindings('ID_NUMBER_SHARED')).toEqual([]);
  await undo(db, decision);
  await resolveAll(db);
  expect(await openFindings('ID_NUMBER_SHARED')).toHaveLength(1);
});

test('a record that is not a person is in no household', async () => {
  await put({ ...register, values: { ...ouyang, householdNumber: 'H0001' } });
  const members = () => runSql<object>(db, 'select household_id from household_member where until is null');
  expect(await members()).toEqual([{ household_id: 'H:H0001' }]);
  const decision = await decideNotAPerson(db, register);
  await resolveAll(db);
  expect(await members()).toEqual([]);
  await undo(db, decision);
  await resolveAll(db);
  expect(await members()).toEqual([{ household_id: 'H:H0001' }]);
});
