import { unavailable } from '../schema/model/errors.ts';
import { describeError } from '../schema/runtime/describe-error.ts';
import type { Log } from '../schema/runtime/log.ts';
import type { DatabaseAddress } from '../schema/store/database.ts';
import { type JobDefinition, jobDefinitions } from './definitions.ts';
import type { BackendQueue, BackendWorker, QueueBackend } from './queue/backend.ts';
import { openPostgresBackend } from './queue/postgres-backend.ts';
import { openRedisBackend } from './queue/redis-backend.ts';
import { type JobHandler, makeProcessor, type WorkOptions } from './queue/run-job.ts';
import { jobOptions, workerOptions } from './queue/settings.ts';

export type { JobContext, JobHandler, WorkOptions } from './queue/run-job.ts';

/**
 * Asks for jobs and does them. The queue holds nothing that the tables do not hold too: what it loses, the sweep asks
 * for again.
 */
export interface HubQueue {
  readonly backend: 'postgres' | 'redis';
  /** Asking for a job that waits or runs already changes nothing. Throws `unavailable` when the queue is away. */
  enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload): Promise<void>;
  /** Many of one kind at once (10,000 a second). */
  enqueueBulk<Payload>(definition: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<void>;
  /** Begins to do the jobs of a definition in this process. Throws when the server has no connections for it. */
  work<Payload>(
    definition: JobDefinition<Payload>,
    handler: JobHandler<Payload>,
    options?: WorkOptions<Payload>,
  ): Promise<void>;
  /**
   * Asks for a job now and then every `everyMs`, until close(). A timer in every process rather than a schedule in the
   * queue: it survives a queue that lost everything, and several processes ask for one and the same job.
   */
  repeat<Payload>(definition: JobDefinition<Payload>, payload: Payload, everyMs: number): void;
  counts(): Promise<Readonly<Record<string, JobCounts>>>;
  /** Takes no more jobs, waits for those that run, and closes the connections. */
  close(): Promise<void>;
}

export interface JobCounts {
  readonly waiting: number;
  readonly active: number;
  /** Waiting for their next attempt. */
  readonly delayed: number;
}

export interface QueueAddress {
  /** Null: the queue rests in the database. */
  readonly redisUrl: string | null;
  readonly connection: DatabaseAddress['connection'];
  readonly log: Log;
}

export interface QueueOpenOptions {
  readonly definitions?: readonly Pick<JobDefinition<never>, 'name'>[];
  /**
   * Forgets what is in a queue that rests in the database. For a process that knows itself alone (the embedded server
   * was not attached): jobs that were running when it was killed would else be locked for a minute.
   */
  readonly startEmpty?: boolean;
  /** Of every key on a Redis server that several hubs share. */
  readonly prefix?: string;
  /** After so long without a sign of life of its worker a job is given to another; 30 s unless given. */
  readonly lockMs?: number;
}

/** Throws `unavailable` when the server cannot be reached or has no connections left. */
export async function openQueue(address: QueueAddress, options: QueueOpenOptions = {}): Promise<HubQueue> {
  const { log } = address;
  const backend = await openBackend(address, options);
  const stopping = new AbortController();
  const queues = new Map<string, BackendQueue>();
  const workers: BackendWorker[] = [];
  const starts: Promise<void>[] = [];
  const timers: NodeJS.Timeout[] = [];
  let closing: Promise<void> | null = null;

  for (const { name } of options.definitions ?? jobDefinitions) {
    const queue = backend.makeQueue(name);
    queue.on('error', (error) => log.warn({ err: error, job: name }, 'queue connection failed'));
    queues.set(name, queue);
  }
  const findQueue = (name: string): BackendQueue => {
    const queue = queues.get(name);
    if (!queue) throw new Error(`jobs/definitions.ts does not list the job ${name}.`);
    return queue;
  };

  const enqueueBulk: HubQueue['enqueueBulk'] = async (definition, payloads) => {
    const queue = findQueue(definition.name);
    const jobs = payloads.map((payload) => {
      const data = definition.payload.parse(payload);
      return { name: definition.name, data, opts: jobOptions(definition, data) };
    });
    try {
      const [only] = jobs;
      // Deduplication is only in the single call.
      if (jobs.length === 1 && only) await queue.add(only.name, only.data, only.opts);
      else await queue.addBulk(jobs);
    } catch (error) {
      throw unavailable(
        'QUEUE_UNAVAILABLE',
        `The queue did not take ${definition.name}; the sweep will ask again.`,
        {},
        { cause: error },
      );
    }
  };

  const begin = async <Payload>(
    definition: JobDefinition<Payload>,
    handler: JobHandler<Payload>,
    workOptions: WorkOptions<Payload>,
  ): Promise<void> => {
    findQueue(definition.name);
    const concurrency = definition.id === null ? 1 : (workOptions.concurrency ?? 1);
    try {
      await backend.reserve(concurrency);
    } catch (error) {
      const message = `The database has no connections left for ${definition.name}; raise max_connections or lower the concurrency.`;
      throw unavailable('QUEUE_UNAVAILABLE', message, {}, { cause: error });
    }
    const processor = makeProcessor(definition, handler, workOptions, log, stopping.signal);
    const lockDuration = options.lockMs ?? workerOptions.lockDuration;
    const stalledInterval = Math.min(workerOptions.stalledInterval, lockDuration);
    const worker = backend.makeWorker(definition.name, processor, {
      ...workerOptions,
      lockDuration,
      stalledInterval,
      concurrency,
    });
    worker.on('error', (error) => log.warn({ err: error, job: definition.name }, 'worker connection failed'));
    workers.push(worker);
    await worker.waitUntilReady();
    void worker.run();
  };

  const close = async (): Promise<void> => {
    for (const timer of timers) clearInterval(timer);
    stopping.abort();
    // A worker that is still being started holds connections: it is closed like the others, once it has begun.
    await Promise.allSettled(starts);
    await Promise.all(workers.map((worker) => worker.close()));
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    await backend.close();
  };

  return {
    backend: backend.kind,
    enqueue: (definition, payload) => enqueueBulk(definition, [payload]),
    enqueueBulk,
    work: async (definition, handler, workOptions = {}) => {
      if (closing) throw unavailable('QUEUE_CLOSING', `The queue is closing; ${definition.name} was not begun.`);
      const starting = begin(definition, handler, workOptions);
      starts.push(starting);
      await starting;
    },
    repeat: (definition, payload, everyMs) => {
      if (closing) return;
      const ask = () =>
        enqueueBulk(definition, [payload]).catch((error: unknown) =>
          log.warn({ err: error, job: definition.name }, 'a repeated job could not be asked for'),
        );
      void ask();
      timers.push(setInterval(ask, everyMs));
    },
    counts: async () => Object.fromEntries(await Promise.all([...queues].map(countJobs))),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function countJobs([name, queue]: readonly [string, BackendQueue]): Promise<readonly [string, JobCounts]> {
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed');
  return [name, { waiting: counts.waiting ?? 0, active: counts.active ?? 0, delayed: counts.delayed ?? 0 }];
}

async function openBackend(address: QueueAddress, options: QueueOpenOptions): Promise<QueueBackend> {
  const { redisUrl, connection } = address;
  try {
    if (redisUrl !== null) return await openRedisBackend(redisUrl, options.prefix);
    return await openPostgresBackend(connection, options.startEmpty ?? false);
  } catch (error) {
    const where = redisUrl === null ? 'the database (too few connections?)' : 'REDIS_URL';
    throw unavailable(
      'QUEUE_UNAVAILABLE',
      `The queue cannot be opened on ${where}: ${describeError(error).message}`,
      {},
      { cause: error },
    );
  }
}
