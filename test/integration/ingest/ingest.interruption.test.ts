import { sweep } from '../../../jobs/definitions.ts';
import { takePages } from '../../../jobs/ingest/take-pages.ts';
import { createGivenUp, createIngestPage } from '../../../jobs/ingest-page.ts';
import type { ReadRow } from '../../../schema/model/record.ts';
import type { Database } from '../../../schema/store/database.ts';
import { landBatch } from '../../../schema/store/landing/land-batch.ts';
import { findRecordValues, takePendingRecords } from '../../../schema/store/record-values-store.ts';
import { findBatch } from '../../../schema/store/stored-batch.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { plainContract } from '../records/plain-contract.ts';
import { clock, createHeldQueue, deliveryOf, landCells, silentLog, sourceOf } from './direct-hub.ts';

const contract = plainContract();
let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterEach(() => database.close());

const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ key: `K${n}`, name: '张伟', version: '2026-01-01T00:00:00Z' }));
const count = async (table: string) => Number((await db(table).count('* as n').first())?.n);
const context = { attempt: 1, signal: new AbortController().signal, log: silentLog };

test('a body that fails half-way, after thousands of rows are copied, leaves nothing', async () => {
  const source = {
    rows: (async function* (): AsyncGenerator<readonly ReadRow[]> {
      for (let block = 0; block < 12; block += 1) {
        yield rows(1000).map((cells, n) => ({
          rowNumber: block * 1000 + n,
          cells: { ...cells, key: `K${block}-${n}` },
        }));
      }
      throw new Error('the disk is gone');
    })(),
    columns: () => [],
  };
  await expect(landBatch(db, contract, source, deliveryOf())).rejects.toThrow('the disk is gone');
  expect(await Promise.all(['batch', 'landed_row', 'reject', 'batch_page'].map(count))).toEqual([0, 0, 0, 0]);
});

test('when the deed cannot be written, the delivery has not happened', async () => {
  const landing = landBatch(db, contract, sourceOf(rows(10)), deliveryOf(), {
    onLanded: async () => {
      throw new Error('the chain is locked');
    },
  });
  await expect(landing).rejects.toThrow('the chain is locked');
  expect(await count('batch')).toBe(0);
});

test.each(['record_version', 'pending_record', 'finding', 'batch_page'])(
  'a page that fails at %s leaves the records as they were, and succeeds when tried again',
  async (table) => {
    const { batchId } = await landCells(db, contract, [...rows(5), { ...rows(1)[0], name: '王芳' }]);
    const event = table === 'batch_page' ? 'update' : 'insert';
    await db.raw(
      `create function fail() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`,
    );
    await db.raw(`create trigger fail before ${event} on ${table} for each statement execute function fail()`);
    const queue = createHeldQueue({ db, clock, contracts: [contract] });
    const page = createIngestPage({ db, clock, contracts: [contract], queue });
    await expect(page({ batchId, page: 0 }, context)).rejects.toThrow('killed');
    expect(await Promise.all(['record', 'record_version', 'pending_record', 'finding'].map(count))).toEqual([
      0, 0, 0, 0,
    ]);
    expect(await count('landed_row')).toBe(6);
    await db.raw(`drop trigger fail on ${table}`);
    await queue.enqueue(sweep, {});
    await queue.drain();
    expect(await findBatch(db, batchId)).toMatchObject({ state: 'ingested', accepted: 5, superseded: 1, unchanged: 0 });
    expect(await Promise.all(['record', 'record_version', 'finding', 'landed_row'].map(count))).toEqual([5, 6, 1, 0]);
  },
);

test('a page taken twice, also at the same moment, counts once', async () => {
  const { batchId } = await landCells(db, contract, rows(300));
  const queue = createHeldQueue({ db, clock, contracts: [contract] });
  const page = createIngestPage({ db, clock, contracts: [contract], queue });
  await Promise.all([1, 2, 3].map(() => page({ batchId, page: 0 }, context)));
  await queue.drain();
  expect(await findBatch(db, batchId)).toMatchObject({ state: 'ingested', accepted: 300, unchanged: 0, superseded: 0 });
  expect(await count('record_version')).toBe(300);
});

test('pages of overlapping batches taken side by side end in one record a key, and count every row', async () => {
  const queue = createHeldQueue({ db, clock, contracts: [contract] });
  const page = createIngestPage({ db, clock, contracts: [contract], queue });
  const landed = [];
  for (let n = 0; n < 6; n += 1) {
    const shifted = rows(400).map((row, index) => ({
      ...row,
      key: `K${(index * 7 + n * 131) % 700}`,
      version: new Date(Date.UTC(2026, 0, 1 + ((n * 5) % 7))).toISOString(),
    }));
    landed.push(await landCells(db, contract, shifted));
  }
  await Promise.all(landed.map(({ batchId }) => page({ batchId, page: 0 }, context)));
  await queue.drain();
  const expected = await db.raw(
    `select count(*)::int as n from record r where exists (
       select from record_version v where v.record_id = r.id and (v.version, v.hash) > (r.version, r.hash))`,
  );
  expect(expected.rows).toEqual([{ n: 0 }]);
  for (const { batchId } of landed) {
    const batch = await findBatch(db, batchId);
    expect(batch && batch.accepted + batch.unchanged + batch.superseded).toBe(400);
  }
});

test('a batch whose contract is missing does not hold up the others, and waits with its problem noted', async () => {
  const other = { ...contract, dataset: 'civil-affairs.gone' };
  const lost = await landCells(db, other, rows(2));
  const good = await landCells(db, contract, rows(2));
  const queue = createHeldQueue({ db, clock, contracts: [contract] });
  await queue.enqueue(sweep, {});
  await expect(queue.drain()).rejects.toThrow('civil-affairs.gone: no contract');
  expect(await findBatch(db, good.batchId)).toMatchObject({ state: 'ingested', accepted: 2 });
  await createGivenUp({ db })({ batchId: lost.batchId }, new Error('no contract'));
  expect((await findBatch(db, lost.batchId))?.problem).toContain('no contract');
  const again = createHeldQueue({ db, clock, contracts: [contract, other] });
  await again.enqueue(sweep, {});
  await again.drain();
  expect(await findBatch(db, lost.batchId)).toMatchObject({ state: 'ingested', accepted: 2, problem: null });
});

test('a record that changes while resolution takes it off the list is not forgotten', async () => {
  const queue = createHeldQueue({ db, clock, contracts: [contract] });
  const first = await landCells(db, contract, rows(1));
  await createIngestPage({ db, clock, contracts: [contract], queue })({ batchId: first.batchId, page: 0 }, context);
  const { batchId } = await landCells(db, contract, [{ ...rows(1)[0], version: '2026-02-01T00:00:00Z' }]);
  const change = await db.transaction();
  await takePages(change, contract, [{ batchId, page: 0 }], null, clock.now());
  const taking = db.transaction(async (trx) => {
    const ids = (await takePendingRecords(trx, 10)).map(({ id }) => id);
    return (await findRecordValues(trx, ids)).map(({ version }) => version);
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await change.commit();
  const seen = await taking;
  const waiting = await count('pending_record');
  expect(seen.includes('2026-02-01T00:00:00.000Z') || waiting === 1).toBe(true);
});
