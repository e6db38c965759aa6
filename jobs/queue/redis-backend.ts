import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './backend.ts';
import { queueOptions } from './settings.ts';

/**
 * The queue on a Redis server. A queue's call fails after one retry when the server is away (what it asked for is in
 * the tables); a worker waits until the server is back.
 * @param prefix of every key; lets several hubs use one server.
 */
export async function openRedisBackend(url: string, prefix = 'commongrid'): Promise<QueueBackend> {
  const state: ConnectionState = { mayRetry: false, lastError: null };
  const producer = makeClient(url, 1, state);
  const consumer = makeClient(url, null, state);
  const close = async (): Promise<void> => {
    state.mayRetry = false;
    producer.disconnect();
    consumer.disconnect();
  };
  try {
    await Promise.all([producer.connect(), consumer.connect()]);
  } catch (error) {
    await close();
    // connect() only says that the connection is closed; the reason comes as an event.
    throw state.lastError ?? error;
  }
  state.mayRetry = true;
  return {
    kind: 'redis',
    makeQueue: (name) => new Queue(name, { ...queueOptions, prefix, connection: producer }),
    makeWorker: (name, processor, options) => new Worker(name, processor, { ...options, prefix, connection: consumer }),
    reserve: async () => undefined,
    close,
  };
}

interface ConnectionState {
  /** Not before the first connection, which must fail at once, and not after the last: ioredis would go on for ever. */
  mayRetry: boolean;
  lastError: Error | null;
}

function makeClient(url: string, maxRetriesPerRequest: number | null, state: ConnectionState): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    // How long a closed connection may hold the process; the default is 2 s.
    disconnectTimeout: 200,
    maxRetriesPerRequest,
    retryStrategy: (times) => (state.mayRetry ? Math.min(times * 200, 3_000) : null),
  });
  client.setMaxListeners(0);
  // Each queue and worker reports it; ioredis prints what nobody listens for.
  client.on('error', (error) => {
    state.lastError = error;
  });
  return client;
}
