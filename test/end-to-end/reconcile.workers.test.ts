import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { DatabaseAddress } from '../../schema/store/database.ts';
import { runSql } from '../../schema/store/run-sql.ts';
import { askForRun, awaitRun } from '../bench/resolve/await-run.ts';
import { plantDistrict } from '../bench/resolve/plant-district.ts';
import { startWorkerProcess, type WorkerProcess } from '../bench/resolve/worker-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { testRedisUrl } from '../support/redis.ts';
import { until } from '../support/until.ts';

const records = 6_000;
const timeoutMs = 100_000;
const redisUrl = testRedisUrl(9);
const workers: WorkerProcess[] = [];
const databases: TestDatabase[] = [];

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await Promise.all(databases.splice(0).map((database) => database.close()));
});

describe('a reconciliation by several worker processes', () => {
  const backends = [
    { title: 'with the queue in PostgreSQL', url: null },
    ...(redisUrl ? [{ title: 'with the queue in Redis', url: redisUrl }] : []),
  ];
  test.each(backends)(
    'gives byte for byte what one gives, though one of three is killed midway, $title',
    async ({ url }) => {
      const alone = await plant();
      await startWorker(alone.connection, url);
      const id = await askForRun(alone.db);
      const expected = await awaitRun(alone.db, id, { timeoutMs });
      expect(expected.state).toBe('done');

      const shared = await plant();
      const prefix = `workers-${randomUUID()}`;
      const [victim] = await Promise.all([1, 2, 3].map(() => startWorker(shared.connection, url, prefix)));
      const sharedId = await askForRun(shared.db);
      await awaitRun(shared.db, sharedId, { timeoutMs, enough: ({ phase }) => phase === 'compare' });
      await victim?.kill();
      const run = await awaitRun(shared.db, sharedId, { timeoutMs });

      expect(run.state).toBe('done');
      expect(run.report.pairsHash).toBe(expected.report.pairsHash);
      expect(run.report.goldenHash).toBe(expected.report.goldenHash);
      expect(await readClusters(shared)).toEqual(await readClusters(alone));
      await until(async () => (await countParts(shared)) === 0);
    },
    240_000,
  );

  test('a run whose every worker was killed goes on where it was, and one that is cancelled leaves no trace', async () => {
    const database = await plant();
    const first = await startWorker(database.connection, null);
    const id = await askForRun(database.db);
    await awaitRun(database.db, id, { timeoutMs, enough: ({ phase, done }) => phase === 'compare' && (done ?? 0) > 0 });
    await first.kill();
    const before = await runSql(database.db, 'select phase, part from run_part where is_done order by 1, 2');
    expect(before.length).toBeGreaterThan(0);
    await startWorker(database.connection, null);
    const done = await awaitRun(database.db, id, { timeoutMs });
    expect(done.state).toBe('done');

    const called = await askForRun(database.db, { retrain: true });
    await awaitRun(database.db, called, { timeoutMs, enough: ({ phase }) => phase === 'prepare' });
    await database.db('reconciliation').where({ id: called }).update({ state: 'cancelled' });
    const next = await askForRun(database.db);
    const after = await awaitRun(database.db, next, { timeoutMs });
    expect(after.report.goldenHash).toBe(done.report.goldenHash);
    expect(after.report.models).toEqual(done.report.models);
    await until(async () => (await countParts(database)) === 0);
  }, 240_000);
});

async function plant(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  databases.push(database);
  await plantDistrict(database.db, records, 20_261_125);
  return database;
}

async function startWorker(
  connection: DatabaseAddress['connection'],
  url: string | null,
  prefix = `worker-${randomUUID()}`,
): Promise<WorkerProcess> {
  const worker = await startWorkerProcess({ connection, redisUrl: url, prefix, recordsPerPart: 500, lockMs: 3_000 });
  workers.push(worker);
  return worker;
}

/** What is left of runs; cleared soon after they are over. */
const countParts = async ({ db }: TestDatabase): Promise<number> => (await runSql(db, 'select 1 from run_part')).length;

/** Which records are together, by their keys. */
const readClusters = ({ db }: TestDatabase) =>
  runSql(
    db,
    `select string_agg(dataset || ' ' || key, ', ' order by dataset, key) as members
     from link join record on record.id = record_id group by entity_id order by 1`,
  );
