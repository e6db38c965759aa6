import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { reconcile } from '../../../jobs/definitions.ts';
import { type HubQueue, openQueue } from '../../../jobs/queue.ts';
import { startReconcileWorker } from '../../../jobs/reconcile.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { createBelievedTable } from '../../../schema/rules/golden/believed-table.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import type { Database } from '../../../schema/store/database.ts';
import { getReconciliation, insertReconciliation, markCancelled } from '../../../schema/store/reconciliation-store.ts';
import { lockResolution } from '../../../schema/store/resolution-lock.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { putRecord, resolveAll } from '../../support/community.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

const clock = fixedClock('2026-11-01T08:00:00Z');
let database: TestDatabase;
let db: Database;
let queue: HubQueue;
const lines: string[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  lines.length = 0;
  const log = createLog('info', { write: (line) => void lines.push(line) });
  queue = await openQueue(
    { redisUrl: null, connection: database.connection, log },
    { prefix: `commongrid-test-${randomUUID()}` },
  );
  const believed = createBelievedTable(loadContracts());
  await startReconcileWorker(queue, { db, clock, connection: database.connection, believed });
  await putRecord(db, person('P1'));
  await resolveAll(db);
  await putRecord(db, {
    ...person('P1'),
    version: '2026-02-01T00:00:00Z',
    values: { ...person('P1').values, sex: '2' },
  });
});
afterEach(async () => {
  await queue.close();
  await database.close();
});

const person = (key: string) => ({
  dataset: 'health.patient',
  key,
  values: { name: '王丽华', birthDate: '1974-08-11', sex: '1' },
});

async function ask(): Promise<string> {
  const id = randomUUID();
  await insertReconciliation(db, { id, dryRun: false, retrain: false, requestedBy: 'test' }, clock.now());
  await queue.enqueue(reconcile, { reconciliationId: id });
  return id;
}

const readSex = async (): Promise<string | undefined> =>
  (await runSql<{ sex: string }>(db, 'select sex from resident'))[0]?.sex;

test('a run that is cancelled while it waits for its turn publishes nothing, keeps no report and is no failure', async () => {
  let id = '';
  await db.transaction(async (trx) => {
    await lockResolution(trx);
    id = await ask();
    await until(async () => {
      const waiting = await runSql(db, `select 1 from pg_locks where locktype = 'advisory' and not granted`);
      return waiting.length > 0;
    });
    expect(await markCancelled(db, id, clock.now())).toBe(true);
  });
  await until(() => lines.some((line) => line.includes('reconciliation cancelled')));
  expect(await getReconciliation(db, id)).toMatchObject({ state: 'cancelled', report: {} });
  expect(await readSex()).toBe('1');
  expect(await db('reconciliation_report')).toEqual([]);
  expect(await db('pending_record')).toHaveLength(1);
  expect(lines.filter((line) => /given up|failed/.test(line))).toEqual([]);
});

test('a run that ends keeps its report beside its counts, and no report is in the log', async () => {
  const id = await ask();
  await until(async () => (await getReconciliation(db, id)).state !== 'running');
  const { state, report } = await getReconciliation(db, id);
  expect({ state, report }).toMatchObject({ state: 'done', report: { records: 1, changed: 1 } });
  expect(report).not.toHaveProperty('kept');
  expect(await readSex()).toBe('2');
  const [kept] = await db('reconciliation_report').where({ reconciliation_id: id });
  expect(kept.preview.fields).toEqual({ 'resident.sex': 1 });
  expect(kept.report.types).toMatchObject([{ clusterSizes: { '1': 1 } }, { clusterSizes: {} }]);
  await until(() => lines.some((line) => line.includes('reconciliation done')));
  expect(lines.join('')).not.toMatch(/"kept"|王丽华/);
});
