import fc from 'fast-check';
import { ingestPage, sweep } from '../../../jobs/definitions.ts';
import { canonicalJson, recordHash } from '../../../schema/rules/contract/record-hash.ts';
import { findBatch } from '../../../schema/store/stored-batch.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { clock, createHeldQueue, landCells } from '../ingest/direct-hub.ts';
import { plainContract } from './plain-contract.ts';

const contract = plainContract({ maxVanishedShare: 1, maxRejectedShare: 1 });
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() =>
  database.db.raw('truncate batch, landed_row, record, record_version, pending_record, finding cascade'),
);

interface Sent {
  readonly key: string;
  readonly minute: number;
  readonly name: string;
}

const versionOf = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const cellsOf = ({ key, minute, name }: Sent) => ({ key, name, version: versionOf(minute) });
const hashOf = (sent: Sent) => recordHash(canonicalJson(cellsOf(sent)));

const sent = fc.record({
  key: fc.constantFrom('A', 'B', 'C', 'D'),
  minute: fc.integer({ min: 1, max: 4 }),
  name: fc.constantFrom('张伟', '王芳', '李娜'),
});

test('the newest version wins and every version is kept, whatever the order, the duplicates and the replays', async () => {
  const { db } = database;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(sent, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      async (deliveries, asPages) => {
        await db.raw('truncate batch, landed_row, record, record_version, pending_record, finding cascade');
        const queue = createHeldQueue({ db, clock, contracts: [contract] });
        const ids = [];
        for (const rows of [...deliveries, ...deliveries.slice(0, 1)]) {
          const landing = await landCells(db, contract, rows.map(cellsOf));
          ids.push(landing.batchId);
          if (asPages) await queue.enqueue(ingestPage, { batchId: landing.batchId, page: 0 });
        }
        await queue.enqueue(sweep, {});
        await queue.drain();

        const all = deliveries.flat();
        const expected = ['A', 'B', 'C', 'D'].flatMap((key) => {
          const own = all.filter((row) => row.key === key);
          const [best] = own.sort((a, b) => b.minute - a.minute || (hashOf(a) < hashOf(b) ? 1 : -1));
          return best ? [{ key, version: versionOf(best.minute), hash: hashOf(best) }] : [];
        });
        const records = await db('record').orderBy('key').select('key', 'version', 'hash');
        expect(records.map(plain)).toEqual(expected);

        const distinct = new Set(all.map((row) => `${row.key} ${versionOf(row.minute)} ${hashOf(row)}`));
        const history = await db('record_version as v')
          .join('record as r', 'r.id', 'v.record_id')
          .select('r.key', 'v.version', 'v.hash');
        expect(
          history
            .map(plain)
            .map((row) => `${row.key} ${row.version} ${row.hash}`)
            .sort(),
        ).toEqual([...distinct].sort());

        const contradicted = new Set(
          all
            .filter((row) =>
              all.some((other) => other.key === row.key && other.minute === row.minute && other.name !== row.name),
            )
            .map((row) => `${row.key} ${versionOf(row.minute)}`),
        );
        const findings = await db('finding').select('records', 'details');
        expect(findings.map((f) => `${f.records[0].key} ${f.details.version}`).sort()).toEqual(
          [...contradicted].sort(),
        );

        for (const id of ids) {
          const batch = await findBatch(db, id);
          if (!batch) throw new Error('no batch');
          expect(batch.state).toBe('ingested');
          expect(batch.accepted + batch.unchanged + batch.superseded + batch.rejected).toBe(batch.received);
        }
        expect(await db('landed_row').count('* as n').first()).toEqual({ n: '0' });
      },
    ),
    { numRuns: 40 },
  );
});

const plain = (row: { key: string; version: Date; hash: Buffer }) => ({
  key: row.key,
  version: row.version.toISOString(),
  hash: row.hash.toString('hex'),
});
