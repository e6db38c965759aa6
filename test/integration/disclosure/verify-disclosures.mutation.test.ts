import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linkEntries } from '../../../schema/rules/disclosure/chain.ts';
import type { DisclosureDraft } from '../../../schema/rules/disclosure/entry.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import { verifyDisclosures } from '../../../schema/store/disclosure/verify-disclosures.ts';
import { createDisclosureWriter } from '../../../schema/store/disclosure/writer.ts';
import { findEntriesAfter, insertEntries, readHead } from '../../../schema/store/disclosure-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createTestSigner } from './test-signer.ts';

const length = 24;
const clock = fixedClock('2026-11-01T08:00:00.123Z');
const signer = createTestSigner();
const draft: DisclosureDraft = {
  kind: 'read',
  clientId: '6f2c0d0e-0000-4000-8000-000000000001',
  clientName: '街道平台',
  agreementId: '6f2c0d0e-0000-4000-8000-000000000002',
  purpose: 'elder care',
  operation: 'Residents',
  queryHash: 'ab12',
  subjectType: 'resident',
  subjectId: '6f2c0d0e-0000-4000-8000-000000000003',
  fields: ['resident.name', 'resident.phone'],
  details: { masked: ['resident.phone'] },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const writer = createDisclosureWriter(database.db, clock, signer, { checkpointEveryEntries: 8 });
  for (let index = 0; index < length; index += 1) await writer.append([{ ...draft, operation: `Query${index}` }]);
  await writer.close();
  await runSql(database.db, 'create table sound as table disclosure');
  await runSql(database.db, 'create table sound_checkpoint as table disclosure_checkpoint');
});
afterAll(() => database.close());

const verify = () => verifyDisclosures(database.db, { trustedKeys: [signer.publicKey], heads: [], pageSize: 10 });
const seq = fc.integer({ min: 1, max: length });

type Tampering = () => Promise<unknown>;
const statement =
  (sql: string, bindings: readonly unknown[]): Tampering =>
  () =>
    runSql(database.db, sql, bindings);

/** What somebody with the database open might change in a row, column by column. */
const columnChanges = [
  "at = at + interval '1 microsecond'",
  "at = at - interval '1 day'",
  "kind = case kind when 'read' then 'deed' else 'read' end",
  "client_id = '6f2c0d0e-0000-4000-8000-0000000000ff'",
  'client_id = null',
  "client_name = client_name || ' '",
  'agreement_id = null',
  "purpose = 'marketing'",
  'purpose = null',
  "operation = 'Nothing'",
  'query_hash = null',
  "query_hash = ''",
  "subject_type = 'area'",
  "subject_id = '6f2c0d0e-0000-4000-8000-0000000000ff'",
  'subject_id = null',
  "fields = '{}'",
  "fields = array_append(fields, 'resident.name')",
  'fields = array[fields[2], fields[1]]',
  "fields = array['resident.name,resident.phone']",
  "details = '{}'",
  `details = '{"masked": "resident.phone"}'`,
  `details = details || '{"masked ": []}'`,
  "details = 'null'",
  'hash = sha256(hash)',
  'previous_hash = sha256(previous_hash)',
  "hash = ''",
  'seq = -seq',
  'seq = seq + 1000',
];
const edit = fc
  .tuple(seq, fc.constantFrom(...columnChanges))
  .map(([at, change]) => statement(`update disclosure set ${change} where seq = ?`, [at]));
const drop = seq.map((at) => statement('delete from disclosure where seq = ?', [at]));
const cut = seq.map((at) => statement('delete from disclosure where seq >= ?', [at]));
const reorder = fc
  .tuple(seq, seq)
  .filter(([a, b]) => a !== b)
  .map(
    ([a, b]): Tampering =>
      async () => {
        await runSql(database.db, 'update disclosure set seq = -1 where seq = ?', [a]);
        await runSql(database.db, 'update disclosure set seq = ? where seq = ?', [a, b]);
        await runSql(database.db, 'update disclosure set seq = ? where seq = -1', [b]);
      },
  );
/** Linked anew as the hub itself would, without the key: the old checkpoints stay. */
const rewrite = fc.tuple(seq, fc.integer({ min: 1, max: 30 })).map(
  ([at, count]): Tampering =>
    async () => {
      await runSql(database.db, 'delete from disclosure where seq >= ?', [at]);
      const drafts = Array.from({ length: count }, () => ({ ...draft, purpose: 'marketing' }));
      await insertEntries(database.db, linkEntries(await readHead(database.db), drafts, clock.now()).entries);
    },
);
const forge = fc
  .constantFrom(
    "at = at + interval '1 microsecond'",
    'seq = seq - 1',
    'hash = sha256(hash)',
    "public_key = public_key || 'AA'",
    'signature = sha256(signature)',
  )
  .chain((change) =>
    fc.constantFrom(8, 16, 24).map((at) => statement(`update disclosure_checkpoint set ${change} where seq = ?`, [at])),
  );

test('the chain is sound as it was written, and page by page', async () => {
  expect(await verify()).toEqual({ ok: true, entries: length, checkpoints: 3, firstBad: null });
  expect(await findEntriesAfter(database.db, 0n, 100)).toHaveLength(length);
});

test.each([
  ['an edit of any column', edit, 150],
  ['a removal', drop, 24],
  ['a change of order', reorder, 60],
  ['a cut tail', cut, 24],
  ['a tail rewritten without the key', rewrite, 60],
  ['a change of a checkpoint', forge, 15],
] as const)('%s in the database is found every time', async (_, tampering, numRuns) => {
  await fc.assert(
    fc
      .asyncProperty(tampering, async (tamper) => {
        await tamper();
        expect(await verify()).toMatchObject({ ok: false });
      })
      .afterEach(async () => {
        await runSql(database.db, 'truncate disclosure, disclosure_checkpoint');
        await runSql(database.db, 'insert into disclosure select * from sound');
        await runSql(database.db, 'insert into disclosure_checkpoint select * from sound_checkpoint');
      }),
    { numRuns },
  );
});
