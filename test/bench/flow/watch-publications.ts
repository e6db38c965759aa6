import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseAddress, openDatabase } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';

export interface PublicationWatch {
  /** Resolves with the moment at which the batch was seen published: its golden records committed with that state. */
  published(batchId: string): Promise<number>;
  stop(): Promise<void>;
}

const pollMs = 10;
/** A hub that publishes nothing for so long has a fault; its log says which. */
const patienceMs = 120_000;

/**
 * Looks every 10 ms for newly published batches, on a connection of its own: asking the hub over HTTP so often would be
 * the load that is measured.
 */
export function watchPublications(connection: DatabaseAddress['connection']): PublicationWatch {
  const db = openDatabase({ connection, poolSize: 1 });
  const waiting = new Map<string, (atMs: number) => void>();
  const early = new Map<string, number>();
  let stopped = false;
  let failure: unknown = null;
  let since = new Date(0);
  let lastSeenMs = performance.now();
  const take = (id: string, atMs: number): void => {
    const tell = waiting.get(id);
    if (!tell) {
      if (!early.has(id)) early.set(id, atMs);
      return;
    }
    waiting.delete(id);
    lastSeenMs = atMs;
    tell(atMs);
  };
  const lookOnce = async (): Promise<void> => {
    const rows = await runSql<{ id: string; published_at: Date }>(
      db,
      // The hub's clock is read before the commit: a second of overlap misses none.
      `select id, published_at from batch where published_at > ?::timestamptz - interval '1 second'`,
      [since],
    );
    const atMs = performance.now();
    if (waiting.size === 0) lastSeenMs = atMs;
    for (const { id, published_at } of rows) {
      if (published_at > since) since = published_at;
      take(id, atMs);
    }
    if (waiting.size > 0 && atMs - lastSeenMs > patienceMs) throw new Error('the hub has stopped publishing.');
  };
  const watch = async (): Promise<void> => {
    while (!stopped) {
      await sleep(pollMs);
      await lookOnce();
    }
  };
  const watching = watch().catch((error: unknown) => {
    failure = error;
    for (const tell of waiting.values()) tell(Number.NaN);
  });
  return {
    published: (id) => {
      const seen = early.get(id);
      if (seen !== undefined) return Promise.resolve(seen);
      return new Promise<number>((resolve) => waiting.set(id, resolve));
    },
    stop: async () => {
      stopped = true;
      await watching;
      await db.destroy();
      if (failure) throw failure;
    },
  };
}
