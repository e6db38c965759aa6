import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Principal } from '../../../schema/model/agreement.ts';
import { createReader } from '../../../schema/store/reader/create-reader.ts';
import type { EntityPage, Reader } from '../../../schema/store/reader/reader.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { clock, grades, ids, plantCommunity, plantPrincipal } from './sample-community.ts';

let database: TestDatabase;
let street: Principal;
let everywhere: Principal;
beforeAll(async () => {
  database = await createTestDatabase();
  await plantCommunity(database.db);
  street = await plantPrincipal(database.db, 'street platform');
  everywhere = await plantPrincipal(database.db, 'city platform', { areas: ['*'], grade: 4 });
});
afterAll(() => database.close());

const readerOf = (principal: Principal): Reader =>
  createReader({ db: database.db, clock, grades, disclosures: { append: async () => {} } }, principal, {
    name: 'Test',
    hash: null,
  });
const page = { filter: {}, order: { by: 'id', direction: 'ascending' }, first: 100, after: null } as const;
const idsOf = async (reader: Reader): Promise<readonly string[]> =>
  (await reader.entities('resident', page)).edges.map(({ entity }) => entity.id);

describe('a reader of one street', () => {
  test('finds by id only who lives there, in the order asked', async () => {
    const found = await readerOf(street).entitiesById('resident', [
      ids.wang,
      ids.li,
      ids.nowhere,
      'no id',
      ids.zhang,
      ids.li,
    ]);
    expect(found.map((entity) => entity?.id ?? null)).toEqual([null, ids.li, null, null, ids.zhang, ids.li]);
  });

  test('lists, counts and pages only who lives there', async () => {
    const reader = readerOf(street);
    expect(await idsOf(reader)).toEqual([ids.zhang, ids.li, ids.widow]);
    expect(await reader.count('resident', {})).toBe(3);
    expect(await reader.count('resident', { areaCode: '320105' })).toBe(3);
    expect(await reader.count('resident', { areaCode: '320105002' })).toBe(0);
    const first = await reader.entities('resident', { ...page, first: 2 });
    expect(first.hasNextPage).toBe(true);
    const second = await reader.entities('resident', { ...page, first: 2, after: first.edges[1]?.cursor ?? null });
    expect(second.edges.map(({ entity }) => entity.id)).toEqual([ids.widow]);
    expect(second.hasNextPage).toBe(false);
  });

  test('finds the legal entities there and no others', async () => {
    const found = await readerOf(street).entities('legal-entity', page);
    expect(found.edges.map(({ entity }) => entity.id)).toEqual([ids.clinic]);
  });

  test('is not answered by an entity of another type', async () => {
    expect(await readerOf(everywhere).entitiesById('legal-entity', [ids.zhang])).toEqual([null]);
  });

  test('gives no records of an entity that another reader was given', async () => {
    const [wang] = await readerOf(everywhere).entitiesById('resident', [ids.wang]);
    if (!wang) throw new Error('the city platform should find Wang');
    const reader = readerOf(street);
    expect(await reader.recordsOf([wang])).toEqual([[]]);
    expect(reader.decide(wang, 'resident.name')).toBe('deny');
    expect(reader.guard(wang, 'resident.health.conditions', 'x')).toEqual({ state: 'denied', value: null });
  });
});

test('a reader of every area also finds who has no grid', async () => {
  expect(await idsOf(readerOf(everywhere))).toEqual([ids.zhang, ids.li, ids.widow, ids.wang, ids.nowhere]);
});

test('an absorbed id leads to the entity that lives, through any number of merges', async () => {
  const found = await readerOf(street).entitiesById('resident', [ids.absorbed, ids.twice, ids.zhang]);
  expect(found.map((entity) => [entity?.id, entity?.aliasOf])).toEqual([
    [ids.zhang, ids.absorbed],
    [ids.zhang, ids.twice],
    [ids.zhang, null],
  ]);
});

describe.each<[string, Partial<Principal>, Partial<NonNullable<Principal['agreement']>>]>([
  ['whose agreement has expired', {}, { until: '2026-11-01T08:00:00Z' }],
  ['whose agreement has not begun', {}, { validFrom: '2026-11-02T00:00:00Z' }],
  ['with another purpose', { purpose: 'marketing' }, {}],
  ['without a purpose', { purpose: null }, {}],
  ['without an agreement', { agreement: null }, {}],
])('a client %s', (_, principal, terms) => {
  test('finds nobody in any way', async () => {
    const agreement = street.agreement && { ...street.agreement, ...terms };
    const reader = readerOf({ ...street, agreement, ...principal });
    expect(await reader.entitiesById('resident', [ids.zhang])).toEqual([null]);
    expect(await idsOf(reader)).toEqual([]);
    expect(await reader.count('resident', { namePrefix: '张' })).toBe(0);
    expect(await reader.households(['H:H1'])).toEqual([null]);
    expect(await reader.statistics(['320105001'])).toEqual([null]);
    expect(await reader.residentsByIdentity('320105195003141234', '张伟')).toEqual([]);
    expect(await reader.verifyIdentity('320105195003141234', '张伟')).toBe('UNKNOWN');
    expect((await reader.changes('0', 10)).changes).toEqual([]);
  });
});

describe('ordered pages', () => {
  test.each([
    ['name', 'ascending'],
    ['name', 'descending'],
    ['birthDate', 'ascending'],
    ['birthDate', 'descending'],
    ['gridCode', 'ascending'],
    ['gridCode', 'descending'],
    ['id', 'descending'],
  ] as const)('by %s, %s, walk over everybody once', async (by, direction) => {
    const whole = await readerOf(everywhere).entities('resident', { ...page, order: { by, direction } });
    const walked: string[] = [];
    for (let after: string | null = null; ; ) {
      const step: EntityPage = await readerOf(everywhere).entities('resident', {
        ...page,
        order: { by, direction },
        first: 2,
        after,
      });
      walked.push(...step.edges.map(({ entity }) => entity.id));
      if (!step.hasNextPage) break;
      after = step.edges.at(-1)?.cursor ?? null;
    }
    expect(walked).toEqual(whole.edges.map(({ entity }) => entity.id));
    expect(new Set(walked).size).toBe(5);
  });

  test.each(['x', 'W10', Buffer.from('["no id"]').toString('base64url')])('refuse the cursor %s', async (after) => {
    await expect(readerOf(everywhere).entities('resident', { ...page, after })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });
});

describe('statistics', () => {
  test('count what the reader may see and say whether that is the whole area', async () => {
    const [county, own, other, elsewhere] = await readerOf(street).statistics([
      '320105',
      '320105001',
      '320105002',
      '32x',
    ]);
    expect(county).toMatchObject({ complete: false, counts: { residents: 3, legalEntities: 1 } });
    expect(own).toMatchObject({
      complete: true,
      counts: { residents: 3, under18: 1, aged80AndOver: 1, males: 1, females: 2 },
    });
    expect([other, elsewhere]).toEqual([null, null]);
  });

  test('of a parent are the sum of its children and the unplaced', async () => {
    const codes = ['320105', '320105001', '320105002', '320105001001', '320105001001001', '320105002001'];
    const all = await readerOf(everywhere).statistics(codes);
    const [county, xinglong, nanyuan, community, grid] = all.map((area) => area?.counts);
    expect(county).toMatchObject({
      residents: 4,
      unplacedResidents: 0,
      households: 1,
      livingAlone: 1,
      aged60AndOver: 2,
    });
    expect((xinglong?.residents ?? 0) + (nanyuan?.residents ?? 0)).toBe(county?.residents);
    // The widow's community is missing from the tree.
    expect(xinglong).toMatchObject({ residents: 3, unplacedResidents: 1 });
    expect(community).toMatchObject({ residents: 2, unplacedResidents: 0 });
    expect(grid).toMatchObject({ residents: 2, unplacedResidents: 0 });
  });

  test('leave out what the reader may not read', async () => {
    const narrow = await plantPrincipal(database.db, 'census', {
      fields: ['resident.gridCode', 'resident.lifeStatus'],
    });
    const [own] = await readerOf(narrow).statistics(['320105001']);
    expect(own?.counts).toMatchObject({
      residents: 3,
      males: null,
      under18: null,
      households: null,
      legalEntities: null,
    });
  });
});
