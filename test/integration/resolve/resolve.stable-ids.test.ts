import type { RecordId } from '../../../schema/model/identity.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { decide, deleteRecord, putRecord, readClusters, resolveAll, undo } from '../../support/community.ts';
import { createTestDatabase } from '../../support/database.ts';
import { ouyang, stranger } from '../../support/numbered-people.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterEach(() => database.close());

const person = ouyang;
const register = { dataset: 'public-security.household-register', key: 'RK1', values: person };
const patient = { dataset: 'health.patient', key: 'pt-1', values: person };

const entityOf = async (record: RecordId): Promise<string | undefined> =>
  (await runSql<{ entity_id: string }>(db, 'select entity_id from link where record_id = ?', [record]))[0]?.entity_id;
const changes = () =>
  runSql<{ seq: string; kind: string }>(db, 'select seq, kind from change order by seq').then((rows) =>
    rows.map(({ seq, kind }) => `${seq} ${kind}`),
  );

test('two departments’ records of one person become one resident with the values of both', async () => {
  await putRecord(db, register);
  await putRecord(db, { ...patient, values: { ...person, healthRecordNumber: '320105981' } });
  await resolveAll(db);
  expect(await readClusters(db)).toEqual(['health.patient/pt-1 public-security.household-register/RK1']);
  const [resident] = await db('resident').select('values', 'provenance', 'record_count');
  expect(resident.values).toMatchObject({ name: '欧阳若曦', healthRecordNumber: '320105981' });
  expect(resident.provenance).toMatchObject([
    { dataset: 'health.patient', key: 'pt-1', fields: ['healthRecordNumber'] },
    { dataset: 'public-security.household-register', key: 'RK1' },
  ]);
  expect(resident.record_count).toBe(2);
});

test('an entity keeps its id when a record joins it, and the change feed says what happened', async () => {
  const first = await putRecord(db, register);
  await resolveAll(db);
  const before = await entityOf(first);
  const second = await putRecord(db, patient);
  await resolveAll(db);
  expect(await entityOf(first)).toBe(before);
  expect(await entityOf(second)).toBe(before);
  expect(await changes()).toEqual(['1 CREATED', '2 CHANGED']);
});

test('a merged entity’s id becomes an alias, and a record that turns out to be another’s is split off', async () => {
  const first = await putRecord(db, register);
  const second = await putRecord(db, { ...patient, values: stranger });
  await resolveAll(db);
  const [one, other] = [await entityOf(first), await entityOf(second)];
  expect(other).not.toBe(one);

  await putRecord(db, patient);
  await resolveAll(db);
  expect(await entityOf(second)).toBe(one);
  const [absorbed] = await runSql(db, 'select state, absorbed_into from entity where id = ?', [other]);
  expect(absorbed).toEqual({ state: 'absorbed', absorbed_into: one });

  await putRecord(db, { ...patient, values: stranger });
  await resolveAll(db);
  expect(await entityOf(first)).toBe(one);
  expect(await entityOf(second)).not.toBe(one);
  expect((await changes()).at(-1)).toMatch(/SPLIT|CHANGED/);
});

test('a deleted record leaves its entity, and the last one takes the entity with it', async () => {
  const first = await putRecord(db, register);
  const second = await putRecord(db, patient);
  await resolveAll(db);
  await deleteRecord(db, first);
  await resolveAll(db);
  expect(await readClusters(db)).toEqual(['health.patient/pt-1']);
  await deleteRecord(db, second);
  await resolveAll(db);
  expect(await db('resident').select()).toEqual([]);
  expect((await changes()).at(-1)).toContain('DELETED');
});

test('resolving again what has not changed changes nothing', async () => {
  const first = await putRecord(db, register);
  await putRecord(db, patient);
  await resolveAll(db);
  const before = await changes();
  await putRecord(db, register);
  await resolveAll(db);
  expect(await changes()).toEqual(before);
  expect(await entityOf(first)).toBeDefined();
});

test('an id that had become an alias lives again when its record turns out to be another’s after all', async () => {
  const first = await putRecord(db, register);
  const second = await putRecord(db, { ...patient, values: stranger });
  await resolveAll(db);
  const [one, other] = [await entityOf(first), await entityOf(second)];
  const decision = await decide(db, 'link', register, patient);
  await resolveAll(db);
  expect(await entityOf(second)).toBe(one);
  await undo(db, decision);
  await resolveAll(db);
  expect([await entityOf(first), await entityOf(second)]).toEqual([one, other]);
  expect((await changes()).slice(2)).toEqual(['3 CHANGED', '4 ABSORBED', '5 SPLIT', '6 CHANGED']);
});

test('a record that comes back after its deletion brings its entity’s id back', async () => {
  const first = await putRecord(db, register);
  await resolveAll(db);
  const before = await entityOf(first);
  await deleteRecord(db, first);
  await resolveAll(db);
  await putRecord(db, register);
  await resolveAll(db);
  expect(await entityOf(first)).toBe(before);
  expect(await changes()).toEqual(['1 CREATED', '2 DELETED', '3 CREATED']);
});

test('a record that comes back as another’s makes its old id an alias of that one', async () => {
  const first = await putRecord(db, register);
  const second = await putRecord(db, { ...patient, values: stranger });
  await resolveAll(db);
  const ended = await entityOf(second);
  await deleteRecord(db, second);
  await resolveAll(db);
  await putRecord(db, patient);
  await resolveAll(db);
  const [entity] = await runSql(db, 'select state, absorbed_into from entity where id = ?', [ended]);
  expect(entity).toEqual({ state: 'absorbed', absorbed_into: await entityOf(first) });
});
