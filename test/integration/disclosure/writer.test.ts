import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DisclosureDraft } from '../../../schema/rules/disclosure/entry.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import { type Database, openDatabase } from '../../../schema/store/database.ts';
import { recordDeed } from '../../../schema/store/disclosure/record-deed.ts';
import { verifyDisclosures } from '../../../schema/store/disclosure/verify-disclosures.ts';
import { createDisclosureWriter, type DisclosureWriter } from '../../../schema/store/disclosure/writer.ts';
import { findCheckpoints, findEntriesAfter, lockChain } from '../../../schema/store/disclosure-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createTestSigner } from './test-signer.ts';

const clock = fixedClock('2026-11-01T08:00:00.123Z');
const signer = createTestSigner();
const read = (operation: string): DisclosureDraft => ({
  kind: 'read',
  clientId: null,
  clientName: 'street platform',
  agreementId: null,
  purpose: 'elder care',
  operation,
  queryHash: null,
  subjectType: 'resident',
  subjectId: 'r1',
  fields: ['resident.name'],
  details: {},
});

let database: TestDatabase;
let writer: DisclosureWriter;
beforeEach(async () => {
  database = await createTestDatabase();
  writer = createDisclosureWriter(database.db, clock, signer);
});
afterEach(async () => {
  await writer.close().catch(() => {});
  await database.close();
});

const verify = () => verifyDisclosures(database.db, { trustedKeys: [signer.publicKey], heads: [], pageSize: 7 });
/** The transaction that wrote each entry. */
const transactionsOf = (db: Database) =>
  runSql<{ xmin: string }>(db, 'select xmin::text from disclosure order by seq').then((rows) =>
    rows.map(({ xmin }) => xmin),
  );

test('an entry is there, to be seen by others, when append resolves', async () => {
  await writer.append([read('A'), read('B')]);
  const other = openDatabase({ connection: database.connection });
  expect((await findEntriesAfter(other, 0n, 10)).map(({ seq, operation }) => [seq, operation])).toEqual([
    [1n, 'A'],
    [2n, 'B'],
  ]);
  await other.destroy();
  expect(await verify()).toMatchObject({ ok: true, entries: 2 });
});

test('callers who come while a commit is under way share the next one', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, index) => writer.append([read(`Query${index}`)])));
  const transactions = await transactionsOf(database.db);
  expect(transactions).toHaveLength(50);
  expect(new Set(transactions).size).toBe(2);
  expect(await verify()).toMatchObject({ ok: true, entries: 50 });
});

test('processes on one database keep one chain', async () => {
  const pools = [1, 2, 3].map(() => openDatabase({ connection: database.connection, poolSize: 2 }));
  const writers = pools.map((pool) => createDisclosureWriter(pool, clock, signer));
  await Promise.all(
    Array.from({ length: 120 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index % 17));
      await writers[index % 3]?.append([read(`Query${index}`), read(`Query${index}`)]);
    }),
  );
  for (const other of writers) await other.close();
  for (const pool of pools) await pool.destroy();
  expect(await verify()).toMatchObject({ ok: true, entries: 240 });
});

test('texts that the database would alter are hashed as it keeps them', async () => {
  await writer.append([
    { ...read('a\u0000b\ud800c'), purpose: '查询𠮷', details: { note: 'x\u0000', list: ['\udc00'] } },
  ]);
  expect(await verify()).toMatchObject({ ok: true, entries: 1 });
});

describe('when it cannot write', () => {
  test('append rejects and leaves nothing, and the next append goes on', async () => {
    await runSql(database.db, 'alter table disclosure add constraint full_disk check (seq < 2)');
    await expect(writer.append([read('A'), read('B')])).rejects.toMatchObject({ code: 'DISCLOSURE_UNAVAILABLE' });
    await runSql(database.db, 'alter table disclosure drop constraint full_disk');
    await writer.append([read('C')]);
    expect((await findEntriesAfter(database.db, 0n, 10)).map(({ operation }) => operation)).toEqual(['C']);
  });
  test('a chain that was cut behind its back takes no more', async () => {
    await writer.append([read('A'), read('B')]);
    await runSql(database.db, 'delete from disclosure where seq = 2');
    await expect(writer.append([read('C')])).rejects.toMatchObject({ code: 'DISCLOSURE_CHAIN_BROKEN' });
    await expect(writer.checkpoint()).rejects.toMatchObject({ code: 'DISCLOSURE_CHAIN_BROKEN' });
  });
  test('a closed writer refuses', async () => {
    await writer.close();
    await expect(writer.append([read('A')])).rejects.toMatchObject({ code: 'DISCLOSURE_UNAVAILABLE' });
  });
});

describe('a checkpoint is signed', () => {
  test('on closing, over what was written last', async () => {
    await writer.append([read('A'), read('B')]);
    await writer.close();
    expect(await findCheckpoints(database.db)).toMatchObject([{ seq: 2n, publicKey: signer.publicKey }]);
  });
  test('every so many entries', async () => {
    const eager = createDisclosureWriter(database.db, clock, signer, { checkpointEveryEntries: 3 });
    for (const name of ['A', 'B', 'C', 'D']) await eager.append([read(name)]);
    await eager.close();
    expect((await findCheckpoints(database.db)).map(({ seq }) => seq)).toEqual([3n, 4n]);
    expect(await verify()).toMatchObject({ ok: true, entries: 4, checkpoints: 2 });
  });
  test('after a while, also when there were only deeds', async () => {
    const eager = createDisclosureWriter(database.db, clock, signer, { checkpointEveryMs: 10 });
    await database.db.transaction((trx) => recordDeed(trx, clock, deed));
    for (let tries = 0; tries < 200 && (await findCheckpoints(database.db)).length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await findCheckpoints(database.db)).toMatchObject([{ seq: 1n }]);
    await eager.close();
  });
});

const deed = {
  actor: { clientId: null, name: 'local-operator' },
  operation: 'review.decide',
  details: { kind: 'link' },
};

describe('a deed', () => {
  test('is written with what was done, or neither is', async () => {
    const work = database.db.transaction(async (trx) => {
      await recordDeed(trx, clock, deed);
      throw new Error('the deed failed');
    });
    await expect(work).rejects.toThrow('the deed failed');
    expect(await findEntriesAfter(database.db, 0n, 10)).toEqual([]);
    await database.db.transaction((trx) => recordDeed(trx, clock, deed));
    expect(await findEntriesAfter(database.db, 0n, 10)).toMatchObject([
      { kind: 'deed', clientName: 'local-operator', operation: 'review.decide', details: { kind: 'link' } },
    ]);
  });
  test('and reads lie in one chain', async () => {
    await Promise.all([
      ...Array.from({ length: 10 }, () => writer.append([read('A')])),
      ...Array.from({ length: 5 }, () => database.db.transaction((trx) => recordDeed(trx, clock, deed))),
    ]);
    expect(await verify()).toMatchObject({ ok: true, entries: 15 });
  });
});

test('an entry survives a crash of the server although the session commits asynchronously', async () => {
  const setting = await database.db.transaction(async (trx) => {
    await runSql(trx, 'set local synchronous_commit = off');
    await lockChain(trx);
    return runSql<{ synchronous_commit: string }>(trx, 'show synchronous_commit');
  });
  expect(setting).toEqual([{ synchronous_commit: 'on' }]);
});
