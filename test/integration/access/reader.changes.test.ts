import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Principal } from '../../../schema/model/agreement.ts';
import { appendChanges } from '../../../schema/store/change-store.ts';
import { createReader } from '../../../schema/store/reader/create-reader.ts';
import type { Reader } from '../../../schema/store/reader/reader.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { clock, grades, ids, plantCommunity, plantPrincipal } from './sample-community.ts';

let database: TestDatabase;
let street: Principal;
beforeAll(async () => {
  database = await createTestDatabase();
  await plantCommunity(database.db);
  street = await plantPrincipal(database.db, 'street', { fields: ['resident.name', 'resident.gridCode'] });
  const change = { kind: 'CHANGED', entityType: 'resident', otherEntityId: null, fields: ['name', 'phone'] } as const;
  const here = '320105001001001';
  const there = '320105002001001';
  await appendChanges(
    database.db,
    [
      { ...change, entityId: ids.zhang, gridCode: here, previousGridCode: here },
      { ...change, entityId: ids.wang, gridCode: there, previousGridCode: there },
      { ...change, entityId: ids.li, gridCode: there, previousGridCode: here },
      { ...change, entityId: ids.widow, kind: 'DELETED', gridCode: null, previousGridCode: here },
      { ...change, entityId: ids.nowhere, gridCode: null, previousGridCode: null },
    ],
    clock.now(),
  );
});
afterAll(() => database.close());

const readerOf = (principal: Principal): Reader =>
  createReader({ db: database.db, clock, grades, disclosures: { append: async () => {} } }, principal, {
    name: 'Changes',
    hash: null,
  });

test('a reader is told of who is in its area, came into it or left it, deletions too', async () => {
  const page = await readerOf(street).changes('0', 10);
  expect(page.changes.map(({ entityId, kind }) => [entityId, kind])).toEqual([
    [ids.zhang, 'CHANGED'],
    [ids.li, 'CHANGED'],
    [ids.widow, 'DELETED'],
  ]);
  expect(page).toMatchObject({ lastSeq: '5', hasNextPage: false });
});

test('fields outside the agreement are not named', async () => {
  const { changes } = await readerOf(street).changes('0', 1);
  expect(changes[0]?.fields).toEqual(['name']);
});

test('pages join without gap, and the last position passes over what was not for the reader', async () => {
  const first = await readerOf(street).changes('0', 2);
  expect(first).toMatchObject({ lastSeq: '3', hasNextPage: true });
  const second = await readerOf(street).changes(first.lastSeq, 2);
  expect(second.changes.map(({ seq }) => seq)).toEqual(['4']);
  expect(await readerOf(street).changes(second.lastSeq, 2)).toEqual({ changes: [], lastSeq: '5', hasNextPage: false });
});

test.each(['-1', 'x', '', '1'.repeat(19)])('the position %p is refused', async (after) => {
  await expect(readerOf(street).changes(after, 2)).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
});
