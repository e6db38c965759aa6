import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Principal } from '../../../schema/model/agreement.ts';
import { openDatabase } from '../../../schema/store/database.ts';
import { createDisclosureWriter, type DisclosureWriter } from '../../../schema/store/disclosure/writer.ts';
import { findEntriesAfter, readsOf } from '../../../schema/store/disclosure-store.ts';
import { createReader } from '../../../schema/store/reader/create-reader.ts';
import type { Reader } from '../../../schema/store/reader/reader.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createTestSigner } from '../disclosure/test-signer.ts';
import { clock, grades, ids, plantCommunity, plantPrincipal } from './sample-community.ts';

let database: TestDatabase;
let writer: DisclosureWriter;
let principal: Principal;
beforeEach(async () => {
  database = await createTestDatabase();
  await plantCommunity(database.db);
  principal = await plantPrincipal(database.db, 'street platform');
  writer = createDisclosureWriter(database.db, clock, createTestSigner());
});
afterEach(async () => {
  await writer.close();
  await database.close();
});

const readerWith = (disclosures: Pick<DisclosureWriter, 'append'>, who: Principal = principal): Reader =>
  createReader({ db: database.db, clock, grades, disclosures }, who, { name: 'Residents', hash: 'ab12' });
const entries = () => findEntriesAfter(database.db, 0n, 100);
const page = { filter: {}, order: { by: 'id', direction: 'ascending' }, first: 10, after: null } as const;

test('one entry per subject says who read what of whom, for which purpose', async () => {
  const reader = readerWith(writer);
  const found = await reader.entities('resident', { ...page, filter: { namePrefix: '张' } });
  for (const { entity } of found.edges) entity.field('resident.phone');
  await reader.entitiesById('resident', [ids.li]);
  await reader.flush();
  expect(await entries()).toMatchObject([
    {
      seq: 1n,
      kind: 'read',
      clientName: 'street platform',
      agreementId: principal.agreement?.id,
      purpose: 'elder care',
      operation: 'Residents',
      queryHash: 'ab12',
      subjectType: 'resident',
      subjectId: ids.zhang,
      fields: ['resident.name', 'resident.phone'],
      details: { masked: ['resident.phone'] },
    },
    { seq: 2n, subjectId: ids.li, fields: [] },
  ]);
});

test('what was not read leaves no entry, and nothing is written twice', async () => {
  const reader = readerWith(writer);
  await reader.entities('resident', { ...page, first: 1 });
  await reader.flush();
  await reader.flush();
  expect((await entries()).map(({ subjectId }) => subjectId)).toEqual([ids.zhang]);
});

describe('a refusal is written down', () => {
  test('of a subject outside the area, by the id that was asked', async () => {
    const reader = readerWith(writer);
    await reader.entitiesById('resident', [ids.wang]);
    await reader.flush();
    expect(await entries()).toMatchObject([
      { kind: 'denied', subjectId: ids.wang, details: { reasons: ['NOT_VISIBLE'] } },
    ]);
  });
  test('of a field outside the agreement, beside what was read', async () => {
    const narrow = await plantPrincipal(database.db, 'narrow', { fields: ['resident.name'] });
    const reader = readerWith(writer, narrow);
    const [zhang] = await reader.entitiesById('resident', [ids.zhang]);
    zhang?.field('resident.name');
    zhang?.field('resident.sex');
    await reader.flush();
    expect(await entries()).toMatchObject([
      { kind: 'read', fields: ['resident.name'] },
      { kind: 'denied', subjectId: ids.zhang, fields: ['resident.sex'] },
    ]);
  });
  test('of a filter', async () => {
    const reader = readerWith(writer);
    await expect(reader.count('resident', { phone: '13812341234' })).rejects.toThrow();
    await reader.flush();
    expect(await entries()).toMatchObject([{ kind: 'denied', subjectId: null, fields: ['resident.phone'] }]);
  });
  test('after the agreement has ended', async () => {
    const ended = {
      ...principal,
      agreement: principal.agreement && { ...principal.agreement, until: '2026-10-01T00:00:00Z' },
    };
    const reader = readerWith(writer, ended);
    await reader.entities('resident', page);
    await reader.flush();
    expect(await entries()).toMatchObject([{ kind: 'denied', details: { reasons: ['EXPIRED'] } }]);
  });
});

test('the chain holds no value of anybody, only names of fields', async () => {
  const reader = readerWith(writer);
  await reader.verifyIdentity('320105195003141234', '张伟');
  await reader.verifyIdentity('320105195003141235', '张伟');
  await reader.entities('resident', { ...page, filter: { namePrefix: '张' } });
  await reader.flush();
  const text = JSON.stringify(await entries(), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(text).not.toMatch(/张|32010519/);
});

test('everything read of one resident can be told, also under an absorbed id', async () => {
  const reader = readerWith(writer);
  await reader.entitiesById('resident', [ids.twice, ids.li]);
  await reader.flush();
  await writer.append([{ ...(await entryDraft()), subjectId: ids.absorbed, operation: 'BeforeTheMerge' }]);
  expect((await readsOf(database.db, ids.zhang)).map(({ operation }) => operation)).toEqual([
    'BeforeTheMerge',
    'Residents',
  ]);
});

test('when the entry cannot be written the flush fails, and a later flush writes it', async () => {
  const broken = openDatabase({ connection: database.connection, poolSize: 1 });
  await broken.destroy();
  const failing = createDisclosureWriter(broken, clock, createTestSigner());
  let target: Pick<DisclosureWriter, 'append'> = failing;
  const reader = readerWith({ append: (drafts) => target.append(drafts) });
  await reader.entitiesById('resident', [ids.zhang]);
  await expect(reader.flush()).rejects.toMatchObject({ kind: 'unavailable', code: 'DISCLOSURE_UNAVAILABLE' });
  expect(await entries()).toEqual([]);
  target = writer;
  await reader.flush();
  expect(await entries()).toMatchObject([{ subjectId: ids.zhang }]);
  await expect(failing.close()).rejects.toThrow();
});

async function entryDraft() {
  const [first] = await entries();
  if (!first) throw new Error('the chain should not be empty');
  return { ...first, kind: 'read' as const, details: {} };
}
