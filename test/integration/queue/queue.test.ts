import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { finishBatch, type JobDefinition, jobDefinitions } from '../../../jobs/definitions.ts';
import { type HubQueue, openQueue } from '../../../jobs/queue.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

const page: JobDefinition<{ n: number }> = {
  name: 'page',
  payload: z.strictObject({ n: z.int() }),
  id: ({ n }) => `batch:test:${n}`,
  attempts: 3,
};
const single: JobDefinition<Record<string, never>> = {
  name: 'single',
  payload: z.strictObject({}),
  id: null,
  attempts: 3,
};
const definitions = [page, single, ...jobDefinitions];
const redisUrl = process.env.REDIS_URL ?? null;

describe('queue on PostgreSQL', () => describeQueue(null));

if (redisUrl === null) {
  test.skip('queue on Redis: skipped, since REDIS_URL names no server', () => undefined);
} else {
  describe('queue on Redis', () => describeQueue(redisUrl));
}

function describeQueue(redis: string | null): void {
  let database: TestDatabase;
  const queues: HubQueue[] = [];
  const lines: string[] = [];
  let prefix = '';

  const open = async (): Promise<HubQueue> => {
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const queue = await openQueue({ redisUrl: redis, connection: database.connection, log }, { definitions, prefix });
    queues.push(queue);
    return queue;
  };

  beforeEach(async () => {
    database = await createTestDatabase();
    prefix = `commongrid-test-${randomUUID()}`;
    lines.length = 0;
  });
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.close();
    if (redis !== null) await removeKeys(redis, prefix);
    await database.close();
  });

  test('every job is done once', async () => {
    const queue = await open();
    const done: number[] = [];
    await queue.enqueueBulk(
      page,
      Array.from({ length: 200 }, (_, n) => ({ n })),
    );
    await queue.work(page, async ({ n }) => void done.push(n), { concurrency: 8 });
    await until(() => done.length >= 200);
    // A job is done a moment before the queue has heard of it.
    await until(async () => (await queue.counts()).page?.active === 0);
    expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect((await queue.counts()).page).toEqual({ waiting: 0, active: 0, delayed: 0 });
  });

  test('asking again for a job that waits changes nothing, alone or in bulk', async () => {
    const queue = await open();
    await queue.enqueue(page, { n: 1 });
    await queue.enqueue(page, { n: 1 });
    await queue.enqueueBulk(page, [{ n: 1 }, { n: 2 }, { n: 1 }]);
    expect((await queue.counts()).page?.waiting).toBe(2);
  });

  test('asking again for a job that runs changes nothing', async () => {
    const queue = await open();
    let runs = 0;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await queue.work(page, async () => {
      runs += 1;
      await held;
    });
    await queue.enqueue(page, { n: 1 });
    await until(() => runs === 1);
    await queue.enqueue(page, { n: 1 });
    release();
    await until(async () => (await queue.counts()).page?.active === 0);
    expect(runs).toBe(1);
    expect((await queue.counts()).page?.waiting).toBe(0);
  });

  test('a job that is done can be asked for again', async () => {
    const queue = await open();
    let runs = 0;
    await queue.work(page, async () => {
      runs += 1;
    });
    for (const wanted of [1, 2, 3]) {
      await queue.enqueue(page, { n: 7 });
      await until(async () => runs === wanted && (await queue.counts()).page?.active === 0);
    }
  });

  test('a job that was given up can be asked for again, and its giving up is told', async () => {
    const queue = await open();
    const tries: number[] = [];
    const givenUp: number[] = [];
    await queue.work(
      { ...page, attempts: 2 },
      async (_, { attempt }) => {
        tries.push(attempt);
        throw new Error('the disk is full');
      },
      { onGivenUp: async ({ n }) => void givenUp.push(n) },
    );
    const brief = { ...page, attempts: 2 };
    await queue.enqueue(brief, { n: 3 });
    await until(() => givenUp.length === 1);
    await until(async () => (await queue.counts()).page?.active === 0);
    expect(tries).toEqual([1, 2]);
    await queue.enqueue(brief, { n: 3 });
    await until(() => tries.length >= 3);
    expect(tries[2]).toBe(1);
  });

  test('a single job that is asked for while it runs is run once more afterwards', async () => {
    const first = await open();
    const second = await open();
    let runs = 0;
    let atOnce = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      runs += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await sleep(150);
      atOnce -= 1;
    };
    await first.work(single, work);
    await second.work(single, work);
    await first.enqueue(single, {});
    await until(() => runs === 1);
    for (let i = 0; i < 5; i += 1) await second.enqueue(single, {});
    await until(() => runs === 2);
    await sleep(400);
    expect(runs).toBe(2);
    expect(most).toBe(1);
  });

  test('two processes share the jobs and none is done twice', async () => {
    const [one, two] = [await open(), await open()];
    const done: number[] = [];
    const byProcess = [0, 0];
    for (const [index, queue] of [one, two].entries()) {
      await queue.work(
        page,
        async ({ n }) => {
          done.push(n);
          byProcess[index] = (byProcess[index] ?? 0) + 1;
          await sleep(5);
        },
        { concurrency: 4 },
      );
    }
    await one.enqueueBulk(
      page,
      Array.from({ length: 100 }, (_, n) => ({ n })),
    );
    await until(() => done.length >= 100);
    expect(new Set(done).size).toBe(100);
    expect(byProcess.every((count) => count > 0)).toBe(true);
  });

  test('closing waits for the job that runs, tells it to hurry, and takes no other', async () => {
    const queue = await open();
    let begun = 0;
    let finished = 0;
    let wasTold = false;
    await queue.work(page, async (_, { signal }) => {
      begun += 1;
      await sleep(300);
      wasTold = signal.aborted;
      finished += 1;
    });
    await queue.enqueueBulk(page, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    await until(() => begun === 1);
    await queue.close();
    expect([begun, finished, wasTold]).toEqual([1, 1, true]);
    const next = await open();
    expect((await next.counts()).page?.waiting).toBe(2);
  });

  test('a payload that the definition does not allow is refused', async () => {
    const queue = await open();
    await expect(queue.enqueue(finishBatch, { batchId: '张伟' })).rejects.toThrow();
    expect((await queue.counts())['finish-batch']?.waiting).toBe(0);
  });

  test('a repeated job comes again and again until the queue is closed', async () => {
    const queue = await open();
    let runs = 0;
    await queue.work(single, async () => {
      runs += 1;
    });
    queue.repeat(single, {}, 50);
    await until(() => runs >= 3);
    await queue.close();
    const after = runs;
    await sleep(200);
    expect(runs).toBe(after);
  });

  test('neither the log nor the queue keeps what a database error quotes', async () => {
    const queue = await open();
    await queue.work(page, async () => {
      await database.db.raw('select ?::date', ['张伟 13900001111']);
    });
    await queue.enqueue(page, { n: 1 });
    await until(() => lines.some((line) => line.includes('job failed')));
    expect(lines.join('')).not.toContain('13900001111');
    expect(lines.join('')).toContain('22007');
  });
}

/** What a test left on a Redis server that is not ours alone. */
async function removeKeys(url: string, prefix: string): Promise<void> {
  const client = new Redis(url);
  for await (const keys of client.scanStream({ match: `${prefix}:*`, count: 500 })) {
    if (keys.length > 0) await client.del(...keys);
  }
  await client.quit();
}
