import fc from 'fast-check';
import type { Contract } from '../../../schema/model/contract.ts';
import type { Database } from '../../../schema/store/database.ts';
import { landBatch } from '../../../schema/store/landing/land-batch.ts';
import { landDeletion } from '../../../schema/store/landing/land-deletion.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { announce } from '../ingest/announce.ts';
import { clock, createHeldQueue, deliveryOf, type HeldQueue, landCells } from '../ingest/direct-hub.ts';
import { plainContract } from './plain-contract.ts';

const contract = plainContract({ maxVanishedShare: 1, maxRejectedShare: 1 });
let database: TestDatabase;
let db: Database;
let queue: HeldQueue;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(clear);

async function clear(): Promise<void> {
  await db.raw('truncate batch, landed_row, record, record_version, pending_record, finding cascade');
  queue = createHeldQueue({ db, clock, contracts: [contract] });
}

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const row = (key: string, minute: number, name = '张伟') => ({ key, name, version: at(minute).toISOString() });

async function send(
  cells: readonly ReturnType<typeof row>[],
  snapshotMinute: number | null = null,
  given: Contract = contract,
) {
  const landing = await landCells(db, given, cells, {
    ...(snapshotMinute === null ? {} : { mode: 'snapshot', asOf: at(snapshotMinute) }),
  });
  await announce(db, queue, landing);
  await queue.drain();
  return landing.batchId;
}

const state = async () =>
  Object.fromEntries(
    (await db('record').orderBy('key')).map(({ key, deleted, version }) => [
      key,
      deleted ? 'deleted' : version.toISOString(),
    ]),
  );

test('what a snapshot no longer names is deleted as of its instant', async () => {
  await send([row('A', 1), row('B', 2), row('C', 9)]);
  await send([row('A', 1)], 5);
  expect(await state()).toEqual({ A: at(1).toISOString(), B: 'deleted', C: at(9).toISOString() });
  const [gone] = await db('record').where({ key: 'B' });
  expect([gone.version.toISOString(), gone.raw]).toEqual([at(5).toISOString(), {}]);
  expect(await db('record_version').where({ record_id: gone.id }).count('* as n').first()).toEqual({ n: '2' });
});

test('the subject of a rejected row does not vanish, not even when the row could not be parsed', async () => {
  await send([row('A', 1), row('B', 1), row('C', 1)]);
  const broken = {
    rowNumber: 4,
    fault: { rule: 'CSV_QUOTE', column: null, reason: { zh: '坏', en: 'bad' } },
    excerpt: 'C,"张',
  };
  const landing = await landBatch(
    db,
    contract,
    {
      rows: (async function* () {
        yield [
          { rowNumber: 2, cells: row('A', 1) },
          { rowNumber: 3, cells: { key: 'B', name: '张伟', version: '?' } },
          broken,
        ];
      })(),
      columns: () => [],
    },
    deliveryOf({ mode: 'snapshot', asOf: at(5) }),
  );
  await announce(db, queue, landing);
  await queue.drain();
  expect(Object.values(await state())).not.toContain('deleted');
});

test('a later snapshot brings back what an earlier one left out, whichever is ingested first', async () => {
  await send([row('A', 1), row('B', 1)]);
  await send([row('A', 1)], 5);
  await send([row('A', 1), row('B', 1)], 6);
  const inOrder = await state();
  await clear();
  await send([row('A', 1), row('B', 1)]);
  await send([row('A', 1), row('B', 1)], 6);
  await send([row('A', 1)], 5);
  expect(await state()).toEqual(inOrder);
  expect(inOrder).toEqual({ A: at(1).toISOString(), B: at(1).toISOString() });
});

test('a deletion outlives older rows and snapshots, and gives way to a newer row', async () => {
  await send([row('A', 1)]);
  const landing = await landDeletion(db, contract, { key: 'A', version: at(3) }, deliveryOf({ form: 'delete' }));
  await announce(db, queue, landing);
  await queue.drain();
  expect(await state()).toEqual({ A: 'deleted' });
  await send([row('A', 2)]);
  await send([row('A', 1)], 4);
  expect(await state()).toEqual({ A: 'deleted' });
  await send([row('A', 5)]);
  expect(await state()).toEqual({ A: at(5).toISOString() });
});

test('a deletion at the version of the record deletes it and is no contradiction', async () => {
  await send([row('A', 1)]);
  const landing = await landDeletion(db, contract, { key: 'A', version: at(1) }, deliveryOf({ form: 'delete' }));
  await announce(db, queue, landing);
  await queue.drain();
  expect(await state()).toEqual({ A: 'deleted' });
  expect(await db('finding')).toEqual([]);
});

type Step = { readonly key: string; readonly act: 'write' | 'drop' };
const step: fc.Arbitrary<Step> = fc.record({
  key: fc.constantFrom('A', 'B', 'C'),
  act: fc.constantFrom('write', 'write', 'drop'),
});

/** A department's table over time, one step a minute; feeds and snapshots are what it could have sent. */
function replay(steps: readonly Step[], minute: number) {
  const table = new Map<string, ReturnType<typeof row>>();
  for (const [index, { key, act }] of steps.slice(0, minute).entries()) {
    if (act === 'drop') table.delete(key);
    else table.set(key, row(key, index + 1));
  }
  return [...table.values()];
}

test('feeds and snapshots of one department end the same in any order, also twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 8 }),
      fc.array(fc.record({ minute: fc.integer({ min: 1, max: 8 }), snapshot: fc.boolean() }), {
        minLength: 2,
        maxLength: 4,
      }),
      fc.infiniteStream(fc.nat()),
      async (steps, wishes, randoms) => {
        const deliveries = wishes
          .map(({ minute, snapshot }) => ({ minute: Math.min(minute, steps.length), snapshot }))
          .map((wish) => ({ ...wish, rows: replay(steps, wish.minute) }));
        const outcomes = [];
        const shuffled = deliveries
          .map((delivery) => [randoms.next().value, delivery] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, d]) => d);
        for (const order of [deliveries, shuffled, [...shuffled, ...deliveries]]) {
          await clear();
          for (const { rows, snapshot, minute } of order) await send(rows, snapshot ? minute : null);
          outcomes.push(live(await state()));
        }
        expect(outcomes[1]).toEqual(outcomes[0]);
        expect(outcomes[2]).toEqual(outcomes[0]);
        const last = Math.max(...deliveries.filter(({ snapshot }) => snapshot).map(({ minute }) => minute), 0);
        const newest = Math.max(...deliveries.map(({ minute }) => minute));
        if (last === newest)
          expect(outcomes[0]).toEqual(live(Object.fromEntries(replay(steps, last).map((r) => [r.key, r.version]))));
      },
    ),
    { numRuns: 40 },
  );
});

const live = (records: Record<string, string>) =>
  Object.fromEntries(Object.entries(records).filter(([, version]) => version !== 'deleted'));
