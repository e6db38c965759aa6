import { Redis } from 'ioredis';

/**
 * A logical database of the server that REDIS_URL names, so that the hubs of two tests never see each other's jobs.
 * Null when no server is named. @param database 1 to 15; each test file has its own
 */
export function testRedisUrl(database: number): string | null {
  const given = process.env.REDIS_URL;
  if (!given) return null;
  const url = new URL(given);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Removes what the hub's queue wrote there. */
export async function removeRedisDatabase(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => null });
  try {
    const keys = await redis.keys('commongrid:*');
    if (keys.length > 0) await redis.del(...keys);
  } finally {
    redis.disconnect();
  }
}
