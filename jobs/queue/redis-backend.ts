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
  const producer = new Redis(url, { maxRetriesPerRequest: 1, lazyConnect: true });
  const consumer = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  // Reported by each queue and worker; ioredis prints what nobody listens for.
  for (const client of [producer, consumer]) client.on('error', () => undefined).setMaxListeners(0);
  const close = async (): Promise<void> => {
    producer.disconnect();
    consumer.disconnect();
  };
  try {
    await Promise.all([producer.connect(), consumer.connect()]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kind: 'redis',
    makeQueue: (name) => new Queue(name, { ...queueOptions, prefix, connection: producer }),
    makeWorker: (name, processor, options) => new Worker(name, processor, { ...options, prefix, connection: consumer }),
    reserve: async () => undefined,
    close,
  };
}
