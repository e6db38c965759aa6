import type { Contract } from '../../schema/model/contract.ts';
import { unavailable } from '../../schema/model/errors.ts';
import type { DatasetName } from '../../schema/model/identity.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Database } from '../../schema/store/database.ts';
import type { HubQueue } from '../queue.ts';

export interface IngestDependencies {
  readonly db: Database;
  readonly clock: Clock;
  readonly contracts: readonly Contract[];
  readonly queue: Pick<HubQueue, 'enqueue' | 'enqueueBulk'>;
}

/** @throws unavailable when the hub was started without the contract of a batch that it has acknowledged */
export function contractOf(dependencies: Pick<IngestDependencies, 'contracts'>, dataset: DatasetName): Contract {
  const contract = dependencies.contracts.find((candidate) => candidate.dataset === dataset);
  if (contract) return contract;
  throw unavailable('CONTRACT_MISSING', `${dataset}: no contract; put its file back under connectors/ and restart`);
}
