import type { Principal } from '../../schema/model/agreement.ts';
import type { Contract } from '../../schema/model/contract.ts';
import { forbidden, notFound } from '../../schema/model/errors.ts';

/** The datasets that the caller holds: a department its own, an administrator all, anybody else none. */
export function datasetsOf({ client }: Principal, contracts: readonly Contract[]): readonly Contract[] {
  if (client.kind === 'administrator') return contracts;
  if (client.kind !== 'department') return [];
  return contracts.filter(({ department }) => department === client.department);
}

/**
 * The contract of a dataset that the caller may push to.
 * @throws forbidden NOT_A_DEPARTMENT, FEED_FOREIGN; not-found DATASET_UNKNOWN with the caller's datasets
 */
export function requireDataset(principal: Principal, contracts: readonly Contract[], dataset: string): Contract {
  const { client } = principal;
  if (client.kind === 'platform') {
    throw forbidden('NOT_A_DEPARTMENT', 'feeds are pushed by departments; use the token of a department');
  }
  const own = datasetsOf(principal, contracts);
  const contract = contracts.find((candidate) => candidate.dataset === dataset);
  const datasets = own.map((candidate) => candidate.dataset);
  if (!contract) {
    throw notFound('DATASET_UNKNOWN', `there is no such dataset; use one of: ${datasets.join(', ')}`, { datasets });
  }
  if (!own.includes(contract)) {
    throw forbidden('FEED_FOREIGN', `${dataset} belongs to another department; yours are: ${datasets.join(', ')}`, {
      datasets,
    });
  }
  return contract;
}
