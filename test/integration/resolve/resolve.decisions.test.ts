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
import { ouyang, ouyangAgain, stranger } from '../../support/numbered-people.ts';
import { runReconciliation } from '../../support/run-reconciliation.ts';

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterEach(() => database.close());

const register: RecordDraft = { dataset: 'public-security.household-register', key: 'RK1', values: ouyang };
const patient: RecordDraft = { dataset: 'health.patient', key: 'pt-1', values: ouyang };
const permit: RecordDraft = { dataset: 'public-security.residence-permit', key: 'JZ1', values: ouyangAgain };
const other: RecordDraft = { dataset: 'health.patient', key: 'pt-2', values: stranger };
const apart = ['health.patient/pt-2', 'public-security.household-register/RK1'];
const together = ['health.patient/pt-2 public-security.household-register/RK1'];

const put = async (...drafts: readonly RecordDraft[]) => {
  for (const draft of drafts) await putRecord(db, draft);
  await resolveAll(db);
};
const reviews = () => runSql<object>(db, 'select id, reason, state, closed_at from review order by fingerprint');
const findings = () =>
  runSql<{ kind: string }>(db, `select kind from finding where state = 'open' order by kind`).then((rows) =>
    rows.map(({ kind }) => kind),
  );
const reconcile = async (retrain: boolean) =>
  runReconciliation(db, await testDependencies(db), { dryRun: false, retrain });

test('a decision to link joins what the model keeps apart, and outlives deliveries, full runs and training', async () => {
  await put(register, other);
  expect(await readClusters(db)).toEqual(apart);
  await decide(db, 'link', register, other);
  await resolveAll(db);
  expect(await readClusters(db)).toEqual(together);

  await put({ ...register, version: '2026-02-01T00:00:00Z', values: { ...ouyang, phone: '13800000000' } }, other);
  expect(await readClusters(db)).toEqual(together);
  expect(await reconcile(false)).toMatchObject({ created: 0, changed: 0, split: 0 });
  await reconcile(true);
  expect(await readClusters(db)).toEqual(together);
});

test.each([
  ['link', other, together],
  ['unlink', patient, ['health.patient/pt-1', 'public-security.household-register/RK1']],
  ['not-a-person', patient, ['public-security.household-register/RK1']],
] as const)(
  'a decision %s outlives whatever happens to its records, with its author, reason and time',
  async (kind, second, expected) => {
    await put(register, second);
    const before = await readClusters(db);
    const id = kind === 'not-a-person' ? await decideNotAPerson(db, second) : await decide(db, kind, register, second);
    await resolveAll(db);
    const words = () => runSql<object>(db, 'select id, author, reason, decided_at, state from decision');
    const word = await words();
    const holds = async () => {
      expect(await readClusters(db)).toEqual(expected);
      expect(await words()).toEqual(word);
    };
    await holds();
    // The same again; a newer version of each; both deleted and delivered again, one after the other.
    await put(register, second);
    await holds();
    for (const [day, record] of [register, second].entries()) {
      await put({
        ...record,
        version: `2026-02-0${day + 1}T00:00:00Z`,
        values: { ...record.values, phone: '13800000000' },
      });
      await holds();
      await deleteRecord(db, await putRecord(db, record));
      await resolveAll(db);
      expect(await words()).toEqual(word);
      await put(record);
      await holds();
    }
    expect(await reconcile(false)).toMatchObject({ created: 0, changed: 0, absorbed: 0, split: 0, deleted: 0 });
    await holds();
    await reconcile(true);
    await holds();
    await undo(db, id);
    await resolveAll(db);
    expect(await readClusters(db)).toEqual(before);
  },
);

test('a decision made before a record is delivered holds from its first delivery on', async () => {
  await put(register);
  await decide(db, 'link', register, other);
  await resolveAll(db);
  await put(other);
  expect(await readClusters(db)).toEqual(together);
});

test('a decision outlives the deletion and the return of its record', async () => {
  await put(register, other);
  await decide(db, 'link', register, other);
  await resolveAll(db);
  await deleteRecord(db, await putRecord(db, other));
  await resolveAll(db);
  expect(await readClusters(db)).toEqual(['public-security.household-register/RK1']);
  await put(other);
  expect(await readClusters(db)).toEqual(together);
});

test('a decision cannot join a resident with a legal entity', async () => {
  const hotel: RecordDraft = {
    dataset: 'public-security.special-trade',
    key: 'TZ1',
    entityType: 'legal-entity',
    values: { name: '南京市建邺区锦绣酒店有限公司' },
  };
  await put(register, hotel);
  await decide(db, 'link', register, hotel);
  await resolveAll(db);
  expect(await readClusters(db)).toEqual([
    'public-security.household-register/RK1',
    'public-security.special-trade/TZ1',
  ]);
});

test('a decision to unlink splits what the model joins, and outlives full runs', async () => {
  await put(register, patient);
  expect(await readClusters(db)).toHaveLength(1);
  await decide(db, 'unlink', register, patient);
  await resolveAll(db);
  expect(await readClusters(db)).toHaveLength(2);
  await put({ ...patient, version: '2026-02-01T00:00:00Z' });
  await reconcile(false);
  expect(await readClusters(db)).toHaveLength(2);
  // Answered: nobody is asked again.
  expect(await reviews()).toEqual([]);
});

test.each([
  ['link', other],
  ['unlink', patient],
] as const)('undoing a decision to %s gives back exactly the golden records of before', async (kind, second) => {
  await put(register, second);
  const before = await computeGoldenHash(db);
  const values = await runSql(db, 'select id, "values", provenance from resident order by id');
  const decision = await decide(db, kind, register, second);
  await resolveAll(db);
  expect(await computeGoldenHash(db)).not.toBe(before);
  await undo(db, decision);
  await resolveAll(db);
  expect(await computeGoldenHash(db)).toBe(before);
  expect(await runSql(db, 'select id, "values", provenance from resident order by id')).toEqual(values);
});

test('two different valid numbers are one person only by a decision', async () => {
  await put(register, permit);
  expect(await readClusters(db)).toHaveLength(2);
  expect(await reviews()).toMatchObject([{ reason: 'VALID_IDS_DIFFER', state: 'open' }]);
  expect(await findings()).toEqual(['ID_NUMBERS_DIFFER']);
  await decide(db, 'link', register, permit);
  await resolveAll(db);
  expect(await readClusters(db)).toHaveLength(1);
  // It holds, and is shown: by whom it was decided against which guard.
  expect(await findings()).toEqual(['DECISION_AGAINST_GUARD', 'ID_NUMBERS_DIFFER']);
});

test('decisions that contradict each other are a finding and a review until one is undone', async () => {
  await put(register, patient, other);
  await decide(db, 'link', register, other);
  await decide(db, 'link', patient, other);
  const wrong = await decide(db, 'unlink', register, patient);
  await resolveAll(db);
  expect(await findings()).toContain('DECISIONS_CONTRADICT');
  expect(await reviews()).toMatchObject([{ reason: 'DECISIONS_CONTRADICT', state: 'open' }]);
  await undo(db, wrong);
  await resolveAll(db);
  expect(await findings()).not.toContain('DECISIONS_CONTRADICT');
  expect(await readClusters(db)).toHaveLength(1);
});

test('a review is decided, opens again under its id when the decision is undone, and is moot when the doubt is gone', async () => {
  await put(register, permit);
  const [opened] = await reviews();
  const decision = await decide(db, 'unlink', register, permit);
  await resolveAll(db);
  expect(await reviews()).toMatchObject([{ ...opened, state: 'decided', closed_at: expect.any(Date) }]);
  await undo(db, decision);
  await resolveAll(db);
  expect(await reviews()).toEqual([opened]);

  await put({ ...permit, version: '2026-02-01T00:00:00Z', values: stranger });
  expect(await reviews()).toMatchObject([{ ...opened, state: 'moot', closed_at: expect.any(Date) }]);
  await put({ ...permit, version: '2026-03-01T00:00:00Z' });
  expect(await reviews()).toEqual([opened]);
});
