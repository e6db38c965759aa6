import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../connectors/simulated/district/random.ts';
import { issueOperatorToken } from '../../gateway/auth/issue-operator-token.ts';
import { createHubClient, type HubAnswer } from '../../gateway/cli/hub-client.ts';
import { systemClock } from '../../schema/runtime/clock.ts';
import { type RunningHub, startHub } from './cli.ts';
import type { DataFolder } from './data-folder.ts';
import { until } from './until.ts';

export interface Delivery {
  readonly dataset: string;
  readonly file: string;
}

export interface KillOptions {
  readonly deliveries: readonly Delivery[];
  /** What each kill -9 hits: the hub, or the embedded database server below it. */
  readonly kills: readonly ('hub' | 'database')[];
  readonly random: Random;
  readonly env?: Readonly<Record<string, string>>;
  readonly onKill?: (text: string) => void;
}

/** What the client remembers: the batch that each delivery was acknowledged as, in the order of the deliveries. */
export interface KillReport {
  readonly batches: readonly string[];
  /** Attempts that ended without an answer or with a fault of the hub, and were made again. */
  readonly retries: number;
}

const pushersAtOnce = 3;

/**
 * A department's client pushes deliveries and tries each again with the same Idempotency-Key until it is acknowledged,
 * while the hub is killed and started again: each kill at a random moment of its own stretch of the load, the last one
 * when everything is acknowledged and not yet published. Ends when every acknowledged batch is published.
 */
export async function runKills(folder: DataFolder, options: KillOptions): Promise<KillReport> {
  const { deliveries, kills, random, env = {} } = options;
  let hub: RunningHub = await startHub({ dataDir: folder.path, env });
  const { token, purpose } = await folder.withDatabase((db) => issueOperatorToken(db, systemClock, { hours: 1 }));
  const batches: string[] = [];
  let acknowledged = 0;
  let retries = 0;
  let next = 0;
  const failed = new AbortController();

  /** Asks again until the hub answers with something else than a fault of its own. */
  const insist = async (call: () => Promise<HubAnswer>): Promise<HubAnswer> => {
    for (;;) {
      failed.signal.throwIfAborted();
      const answer = await call().catch(() => null);
      if (answer !== null && answer.status < 500) return answer;
      retries += 1;
      await sleep(50);
    }
  };
  const client = () => createHubClient(hub.url, token, purpose);
  const pushAll = async (): Promise<void> => {
    for (let i = next++; i < deliveries.length; i = next++) {
      const delivery = deliveries[i];
      if (delivery === undefined) return;
      const options = { idempotencyKey: `delivery-${i}` };
      const { status, body } = await insist(() => client().pushFeed(delivery.dataset, delivery.file, options));
      if (status !== 202) throw new Error(`${delivery.file}: refused with ${status}: ${JSON.stringify(body)}`);
      batches[i] = String(body.id);
      acknowledged += 1;
    }
  };
  const killAll = async (): Promise<void> => {
    for (const [i, target] of kills.entries()) {
      const isLast = i === kills.length - 1;
      const stretch = deliveries.length / kills.length;
      const threshold = isLast ? deliveries.length : Math.floor((i + random.next()) * stretch);
      await until(() => acknowledged >= threshold || failed.signal.aborted, 60_000);
      failed.signal.throwIfAborted();
      await sleep(random.int(400));
      options.onKill?.(`kill -9 ${target} after ${acknowledged} of ${deliveries.length} acknowledged`);
      if (target === 'database') await killDatabase(folder);
      await hub.end('SIGKILL');
      hub = await startHub({ dataDir: folder.path, env });
    }
  };
  const stopOthers = (error: unknown): never => {
    failed.abort(error);
    throw error;
  };

  try {
    const pushers = Array.from({ length: pushersAtOnce }, () => pushAll().catch(stopOthers));
    await Promise.all([...pushers, killAll().catch(stopOthers)]);
    for (const [i, batch] of batches.entries())
      await awaitPublished(`/feeds/${deliveries[i]?.dataset}/batches/${batch}`);
  } finally {
    await hub.end('SIGTERM');
  }
  return { batches, retries };

  async function awaitPublished(path: string): Promise<void> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const { status, body } = await insist(() => client().get(path));
      if (status === 200 && body.state === 'published') return;
      if (status !== 200 || body.state === 'failed' || performance.now() > deadline) {
        throw new Error(`${path}: acknowledged, and then ${status} ${JSON.stringify(body)}\n${hub.stderr()}`);
      }
      await sleep(100);
    }
  }
}

/** The hub goes on for a moment without its database, as it would after an out-of-memory kill. */
async function killDatabase(folder: DataFolder): Promise<void> {
  const pid = folder.postgresPid();
  if (pid === null) throw new Error('the embedded server has written no process number');
  process.kill(pid, 'SIGKILL');
  await sleep(300);
}
