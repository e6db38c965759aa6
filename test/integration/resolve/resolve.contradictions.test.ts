import type { Database } from '../../../schema/store/database.ts';
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

const nobody = (key: string): RecordDraft => ({ dataset: 'health.patient', key, values: { name: `某${key}` } });
const [a, b, c] = [nobody('a'), nobody('b'), nobody('c')];

interface Shown {
  readonly kind: string;
  readonly records: readonly { readonly key: string }[];
  readonly details: Readonly<Record<string, string>>;
}

/** Open findings about decisions: the form, the records and the decisions that each names. */
const shown = async (): Promise<readonly object[]> =>
  (
    await runSql<Shown>(
      db,
      `select kind, records, details from finding where state = 'open' and kind like 'DECISION%' order by fingerprint`,
    )
  ).map(({ kind, records, details }) => ({
    kind,
    form: details.form,
    keys: records.map(({ key }) => key).join(''),
    decisions: details.decisions?.split(' ').sort(),
  }));
const states = async (): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    (await runSql<{ id: string; state: string }>(db, 'select id, state from decision')).map(({ id, state }) => [
      id,
      state,
    ]),
  );
const put = async (...drafts: readonly RecordDraft[]) => {
  for (const draft of drafts) await putRecord(db, draft);
  await resolveAll(db);
};
const takeBack = async (id: string) => {
  await undo(db, id);
  await resolveAll(db);
};

test('a link and a later unlink of one pair are shown until either is taken back, and the newest stands', async () => {
  await put(a, b);
  const link = await decide(db, 'link', a, b);
  const unlink = await decide(db, 'unlink', b, a);
  await resolveAll(db);
  expect(await readClusters(db)).toHaveLength(2);
  expect(await states()).toEqual({ [link]: 'superseded', [unlink]: 'in-force' });
  expect(await runSql(db, 'select against from decision where id = ?', [link])).toEqual([{ against: [unlink] }]);
  expect(await shown()).toEqual([
    { kind: 'DECISIONS_CONTRADICT', form: 'SAME_PAIR', keys: 'ab', decisions: [link, unlink].sort() },
  ]);

  await takeBack(unlink);
  expect(await readClusters(db)).toHaveLength(1);
  expect(await states()).toEqual({ [link]: 'in-force', [unlink]: 'undone' });
  expect(await shown()).toEqual([]);
});

test.each([0, 1, 2])(
  'links around an unlink are shown with all three decisions; taking back number %i ends it',
  async (which) => {
    await put(a, b, c);
    const decisions = [
      await decide(db, 'link', a, b),
      await decide(db, 'link', b, c),
      await decide(db, 'unlink', a, c),
    ];
    await resolveAll(db);
    // Newest first: b~c holds, and a~b would join what must stay apart.
    expect(await readClusters(db)).toEqual(['health.patient/a', 'health.patient/b health.patient/c']);
    expect(Object.values(await states()).sort()).toEqual(['contradicted', 'in-force', 'in-force']);
    expect(await shown()).toEqual([
      { kind: 'DECISIONS_CONTRADICT', form: 'CHAIN', keys: 'abc', decisions: [...decisions].sort() },
    ]);

    await takeBack(decisions[which] ?? '');
    expect(await shown()).toEqual([]);
    expect(Object.values(await states()).sort()).toEqual(['in-force', 'in-force', 'undone']);
    expect(await runSql(db, `select id from review where state = 'open'`)).toEqual([]);
  },
);

test('a link with a record that is not a person is shown, also when neither of the two is one', async () => {
  await put(a, b);
  const link = await decide(db, 'link', a, b);
  const notB = await decideNotAPerson(db, b);
  await resolveAll(db);
  expect(await readClusters(db)).toEqual(['health.patient/a']);
  const first = { kind: 'DECISIONS_CONTRADICT', form: 'NOT_A_PERSON', keys: 'ab', decisions: [link, notB].sort() };
  expect(await shown()).toEqual([first]);

  const notA = await decideNotAPerson(db, a);
  await resolveAll(db);
  expect(await readClusters(db)).toEqual([]);
  expect(await shown()).toHaveLength(2);
  expect(await states()).toEqual({ [link]: 'contradicted', [notA]: 'in-force', [notB]: 'in-force' });

  await takeBack(link);
  expect(await shown()).toEqual([]);
  await takeBack(notA);
  await takeBack(notB);
  expect(await readClusters(db)).toHaveLength(2);
});

test('a link over two different valid numbers holds and is shown with its guard until it is taken back', async () => {
  const register: RecordDraft = { dataset: 'public-security.household-register', key: 'RK1', values: ouyang };
  const permit: RecordDraft = { dataset: 'public-security.residence-permit', key: 'JZ1', values: ouyangAgain };
  await put(register, permit);
  const link = await decide(db, 'link', register, permit);
  await resolveAll(db);
  expect(await readClusters(db)).toHaveLength(1);
  expect(await runSql(db, 'select state, guard from decision')).toEqual([
    { state: 'in-force', guard: 'VALID_IDS_DIFFER' },
  ]);
  expect(await shown()).toMatchObject([{ kind: 'DECISION_AGAINST_GUARD', form: 'GUARD', decisions: [link] }]);

  // A number that is corrected ends it too.
  await put({ ...permit, version: '2026-02-01T00:00:00Z', values: ouyang });
  expect(await shown()).toEqual([]);
  await put({ ...permit, version: '2026-03-01T00:00:00Z' });
  expect(await shown()).toHaveLength(1);
  await takeBack(link);
  expect(await shown()).toEqual([]);
  expect(await runSql(db, 'select guard from decision')).toEqual([{ guard: null }]);
});

test('a contradiction rests while one of its records is deleted, and is the same finding when that returns', async () => {
  await put(a, b, c);
  await decide(db, 'link', a, b);
  await decide(db, 'link', b, c);
  await decide(db, 'unlink', a, c);
  await resolveAll(db);
  const find = () => runSql<object>(db, `select id, found_at from finding where state = 'open'`);
  const before = await find();
  expect(before).toHaveLength(1);
  await deleteRecord(db, await putRecord(db, b));
  await resolveAll(db);
  expect(await find()).toEqual([]);
  expect(new Set(Object.values(await states()))).toEqual(new Set(['in-force']));
  await put(b);
  expect(await find()).toEqual(before);
});

test('a full run, with and without training, leaves every decision and every contradiction as it is', async () => {
  await put(a, b, c);
  await decide(db, 'link', a, b);
  await decide(db, 'link', b, c);
  await decide(db, 'unlink', a, c);
  await decide(db, 'unlink', a, b);
  await decideNotAPerson(db, c);
  await resolveAll(db);
  const before = { states: await states(), shown: await shown() };
  expect(before.shown).toHaveLength(2);
  for (const retrain of [false, true]) {
    await runReconciliation(db, await testDependencies(db), { dryRun: false, retrain });
    expect({ states: await states(), shown: await shown() }).toEqual(before);
  }
});

test('a review stays answered when the newer of two decisions on its pair is taken back', async () => {
  const register: RecordDraft = { dataset: 'public-security.household-register', key: 'RK1', values: ouyang };
  const permit: RecordDraft = { dataset: 'public-security.residence-permit', key: 'JZ1', values: ouyangAgain };
  await put(register, permit);
  const review = () => runSql<object>(db, 'select state from review');
  expect(await review()).toEqual([{ state: 'open' }]);
  const unlink = await decide(db, 'unlink', register, permit);
  const link = await decide(db, 'link', register, permit);
  await resolveAll(db);
  await takeBack(link);
  expect(await review()).toEqual([{ state: 'decided' }]);
  await takeBack(unlink);
  expect(await review()).toEqual([{ state: 'open' }]);
});
