import type { HubQueue } from '../../jobs/queue.ts';
import type { Contract, Department } from '../../schema/model/contract.ts';
import type { DepartmentLookups } from '../../schema/model/lookup.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Log } from '../../schema/runtime/log.ts';
import type { Database } from '../../schema/store/database.ts';
import type { DisclosureWriter } from '../../schema/store/disclosure/writer.ts';
import type { Authenticate } from '../auth/authenticate.ts';

export interface GraphDependencies {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly who: Authenticate;
  readonly contracts: readonly Contract[];
  readonly departments: readonly Department[];
  readonly disclosures: Pick<DisclosureWriter, 'append'>;
  readonly lookups: DepartmentLookups;
  readonly queue: Pick<HubQueue, 'enqueue'>;
  /** From the request to its answer; 10 seconds unless given. */
  readonly deadlineMs?: number;
}
