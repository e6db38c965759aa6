import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { JobDefinition } from '../../../jobs/definitions.ts';
import { type HubQueue, openQueue } from '../../../jobs/queue.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import { makeOwnServer, type OwnServer } from '../../support/own-server.ts';
import { until } from '../../support/until.ts';

const count: JobDefinition<{ n: number }> = {
  name: 'count',
  payload: z.strictObject({ n: z.int() }),
  id: ({ n }) => `test:count:${n}`,
  attempts: 3,
};

let server: OwnServer;
const queues: HubQueue[] = [];
const lines: string[] = [];
const log = createLog('info', { write: (line) => void lines.push(line) });

beforeEach(() => {
  server = makeOwnServer();
  lines.length = 0;
});
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.close();
  await server.remove();
});

const open = async (connection: Parameters<typeof openQueue>[0]['connection']): Promise<HubQueue> => {
  const queue = await openQueue({ redisUrl: null, connection, log }, { definitions: [count] });
  queues.push(queue);
  return queue;
};

test('a database with too few connections is told of when work begins, not by a worker that spins', async () => {
  const { connection } = await server.start({ max_connections: '14', superuser_reserved_connections: '0' });
  const queue = await open(connection);
  await expect(queue.work(count, async () => undefined, { concurrency: 60 })).rejects.toMatchObject({
    kind: 'unavailable',
  });
  await queue.work(count, async () => undefined, { concurrency: 2 });
  await queue.enqueue(count, { n: 1 });
  await until(async () => (await queue.counts()).count?.waiting === 0);
});

test('while the database is away workers wait quietly, and they go on by themselves when it is back', async () => {
  const { connection } = await server.start();
  const queue = await open(connection);
  const done: number[] = [];
  await queue.work(count, async ({ n }) => void done.push(n), { concurrency: 4 });
  await queue.enqueue(count, { n: 1 });
  await until(() => done.length === 1);

  process.kill(server.pid(), 'SIGKILL');
  await sleep(3_000);
  await expect(queue.enqueue(count, { n: 2 })).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  const busy = process.cpuUsage();
  await sleep(2_000);
  const usedMs = process.cpuUsage(busy).user / 1_000;
  expect(usedMs).toBeLessThan(1_000);
  expect(lines.length).toBeLessThan(60);

  await server.start();
  await until(() =>
    queue.enqueue(count, { n: 3 }).then(
      () => true,
      () => false,
    ),
  );
  await until(() => done.includes(3), 30_000);
});

test('a queue that starts empty forgets what a killed process left behind', async () => {
  const { connection } = await server.start();
  const first = await open(connection);
  await first.enqueueBulk(count, [{ n: 1 }, { n: 2 }]);
  await first.close();
  const second = await openQueue({ redisUrl: null, connection, log }, { definitions: [count], startEmpty: true });
  queues.push(second);
  expect((await second.counts()).count).toEqual({ waiting: 0, active: 0, delayed: 0 });
});

test('an unreachable server is named when the queue is opened', async () => {
  const redis = openQueue({ redisUrl: 'redis://127.0.0.1:1', connection: '', log }, { definitions: [count] });
  await expect(redis).rejects.toThrow(/REDIS_URL.*ECONNREFUSED/);
  const address = { host: '/nonexistent', user: 'commongrid', database: 'commongrid' };
  await expect(open(address)).rejects.toMatchObject({ kind: 'unavailable' });
});
