import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Principal } from '../../../schema/model/agreement.ts';
import { createReader } from '../../../schema/store/reader/create-reader.ts';
import type { GuardedEntity, Reader } from '../../../schema/store/reader/reader.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { clock, grades, ids, plantCommunity, plantPrincipal } from './sample-community.ts';

let database: TestDatabase;
let general: Principal;
let named: Principal;
let full: Principal;
beforeAll(async () => {
  database = await createTestDatabase();
  await plantCommunity(database.db);
  general = await plantPrincipal(database.db, 'general');
  named = await plantPrincipal(database.db, 'names only', { fields: ['resident.name'], grade: 4 });
  full = await plantPrincipal(database.db, 'full', { grade: 4 });
});
afterAll(() => database.close());

const readerOf = (principal: Principal): Reader =>
  createReader({ db: database.db, clock, grades, disclosures: { append: async () => {} } }, principal, {
    name: 'Test',
    hash: null,
  });
async function zhangOf(reader: Reader): Promise<GuardedEntity> {
  const [zhang] = await reader.entitiesById('resident', [ids.zhang]);
  if (!zhang) throw new Error('the reader should find Zhang');
  return zhang;
}
const page = { filter: {}, order: { by: 'id', direction: 'ascending' }, first: 10, after: null } as const;

describe('a field comes out', () => {
  test.each([
    ['resident.name', { state: 'allowed', value: '张伟' }],
    ['resident.phone', { state: 'masked', value: '138****1234' }],
    ['resident.documentNumber', { state: 'masked', value: '3201**********1234' }],
    ['resident.household', { state: 'masked', value: '***' }],
    ['resident.formerName', { state: 'masked', value: null }],
    ['resident.education', { state: 'allowed', value: null }],
    ['legal-entity.name', { state: 'denied', value: null }],
    ['name', { state: 'denied', value: null }],
  ] as const)('%s at grade 2: %j', async (path, reading) => {
    expect((await zhangOf(readerOf(general))).field(path)).toEqual(reading);
  });

  test('as it is at grade 4', async () => {
    const zhang = await zhangOf(readerOf(full));
    expect(zhang.field('resident.documentNumber')).toEqual({ state: 'allowed', value: '320105195003141234' });
    expect(zhang.field('resident.household')).toEqual({ state: 'allowed', value: 'H:H1' });
  });

  test('not at all outside the agreement, at whatever grade', async () => {
    expect((await zhangOf(readerOf(named))).field('resident.sex')).toEqual({ state: 'denied', value: null });
  });

  test('in no other way: the entity prints, serialises and spreads without its values', async () => {
    const zhang = await zhangOf(readerOf(full));
    const seen = inspect(zhang, { depth: 9, showHidden: true }) + JSON.stringify(zhang) + JSON.stringify({ ...zhang });
    expect(seen).not.toMatch(/张伟|320105195003141234|13812341234|320105001001001/);
  });
});

test('the source of a value is told with the value, its key by its own grade', async () => {
  expect((await zhangOf(readerOf(general))).provenance('resident.name')).toMatchObject({
    dataset: 'health.patient',
    key: null,
  });
  expect((await zhangOf(readerOf(full))).provenance('resident.name')).toMatchObject({ key: 'pt-1' });
  expect((await zhangOf(readerOf(named))).provenance('resident.phone')).toBeNull();
});

describe("a department's record", () => {
  const recordOf = async (reader: Reader, dataset: string) => {
    const [records] = await reader.recordsOf([await zhangOf(reader)]);
    const record = records?.find((candidate) => candidate.dataset === dataset);
    if (!record) throw new Error(`no record of ${dataset}`);
    return record;
  };
  test('gives its shared fields by their own grade', async () => {
    expect((await recordOf(readerOf(general), 'health.patient')).field('phone')).toEqual({
      state: 'masked',
      value: '138****5678',
    });
    expect((await recordOf(readerOf(full), 'health.patient')).field('phone')).toEqual({
      state: 'allowed',
      value: '13812345678',
    });
    expect((await recordOf(readerOf(full), 'health.patient')).field('key')).toEqual({
      state: 'allowed',
      value: 'pt-1',
    });
  });
  test('keeps what its contract does not share, even from those who may read everything', async () => {
    expect((await recordOf(readerOf(full), 'health.patient')).field('secret')).toEqual({
      state: 'denied',
      value: null,
    });
    expect((await recordOf(readerOf(full), 'health.patient')).field('toString')).toEqual({
      state: 'denied',
      value: null,
    });
  });
});

describe('a filter or an order is no probe', () => {
  test.each([
    { phone: '13812341234' },
    { documentNumber: '320105195003141234' },
    { household: 'H:H1' },
    { livingSituation: 'ALONE' },
    { addressContains: '甲' },
  ])('%j is forbidden to whoever sees the field masked', async (filter) => {
    const reader = readerOf(general);
    await expect(reader.entities('resident', { ...page, filter })).rejects.toMatchObject({ code: 'FIELD_FORBIDDEN' });
    await expect(reader.count('resident', filter)).rejects.toMatchObject({ code: 'FIELD_FORBIDDEN' });
    expect(await readerOf(full).count('resident', filter)).toBeGreaterThan(0);
  });
  test('a field outside the agreement is forbidden in filters and orders', async () => {
    const reader = readerOf(named);
    await expect(reader.count('resident', { sex: '1' })).rejects.toMatchObject({ code: 'FIELD_FORBIDDEN' });
    await expect(
      reader.entities('resident', { ...page, order: { by: 'birthDate', direction: 'ascending' } }),
    ).rejects.toMatchObject({ code: 'FIELD_FORBIDDEN' });
    await expect(reader.households(['H:H1'])).rejects.toMatchObject({ code: 'FIELD_FORBIDDEN' });
    await expect(reader.verifyIdentity('320105195003141234', '张伟')).rejects.toMatchObject({
      code: 'FIELD_FORBIDDEN',
    });
  });
  test('a pattern in a text matches only itself', async () => {
    expect(await readerOf(full).count('resident', { namePrefix: '%' })).toBe(0);
    expect(await readerOf(full).count('resident', { addressContains: '_' })).toBe(0);
  });
  test.each([{ bornFrom: '1950-02-30' }, { areaCode: '3%' }, { namePrefix: '' }, { namePrefix: 'a\u0000' }])(
    '%j is refused as malformed',
    async (filter) => {
      await expect(readerOf(full).count('resident', filter)).rejects.toMatchObject({ code: 'FILTER_INVALID' });
    },
  );
  test('births are bounded below inclusively and above exclusively', async () => {
    const reader = readerOf(full);
    expect(await reader.count('resident', { bornFrom: '1950-03-14', bornBefore: '1950-03-15' })).toBe(1);
    expect(await reader.count('resident', { bornFrom: '1950-03-15', bornBefore: '2015-11-02' })).toBe(0);
  });
});

describe('an identity', () => {
  test.each([
    ['320105195003141234', '张伟', 'MATCH'],
    ['３２０１０５１９５００３１４１２３４', '张 伟', 'MATCH'],
    ['320105195003141234', '李娜', 'MISMATCH'],
    ['320105195003141235', '张伟', 'UNKNOWN'],
    ['', '张伟', 'UNKNOWN'],
    ['320105195003141234', '', 'MISMATCH'],
  ] as const)('%s of %s: %s', async (number, name, answer) => {
    expect(await readerOf(general).verifyIdentity(number, name)).toBe(answer);
    const found = await readerOf(general).residentsByIdentity(number, name);
    expect(found.map(({ id }) => id)).toEqual(answer === 'MATCH' ? [ids.zhang] : []);
  });
});

test('a household is given with those of its members whom the reader may see', async () => {
  const [household, none] = await readerOf(full).households(['H:H1', 'H:H2']);
  expect(household?.basis).toBe('HOUSEHOLD_NUMBER');
  expect(household?.members.map(({ resident }) => resident.field('resident.relationToHead').value)).toEqual([
    '02',
    '30',
  ]);
  expect(none).toBeNull();
});

test('a live lookup is decided before it is made and masked when it comes', async () => {
  const reader = readerOf(general);
  const zhang = await zhangOf(reader);
  expect(reader.decide(zhang, 'resident.health.conditions')).toBe('mask');
  expect(reader.guard(zhang, 'resident.health.conditions', '高血压')).toEqual({ state: 'masked', value: '***' });
  expect(reader.maskedPaths()).toEqual(['resident.health.conditions']);
  const blind = readerOf(named);
  expect(blind.decide(await zhangOf(blind), 'resident.health.conditions')).toBe('deny');
});
