import type { HubQueue } from '../../jobs/queue.ts';
import type { Contract } from '../../schema/model/contract.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Log } from '../../schema/runtime/log.ts';
import type { Database } from '../../schema/store/database.ts';
import type { FeedLimits } from './limits.ts';

export interface FeedDependencies {
  readonly db: Database;
  readonly clock: Clock;
  readonly contracts: readonly Contract[];
  readonly queue: Pick<HubQueue, 'enqueue' | 'enqueueBulk'>;
  /** Uploads are spooled below it. */
  readonly dataDir: string;
  readonly log: Log;
  readonly limits: FeedLimits;
}
