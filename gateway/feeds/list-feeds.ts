import type { RequestHandler } from 'express';
import type { Contract } from '../../schema/model/contract.ts';
import { principalOf } from '../auth/create-authentication.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { datasetsOf } from './find-dataset.ts';

/** `GET /feeds`: the caller's datasets and how the hub expects them. */
export function createListFeeds({ contracts }: Pick<FeedDependencies, 'contracts'>): RequestHandler {
  return (_request, response) => {
    response.json({ feeds: datasetsOf(principalOf(response), contracts).map(presentContract) });
  };
}

const presentContract = (contract: Contract) => ({
  dataset: contract.dataset,
  department: contract.department,
  title: contract.title,
  entity: contract.entity,
  form: contract.form,
  key: contract.key,
  version: contract.version,
  columns: contract.fields.flatMap(({ from, label, required }) =>
    from === undefined ? [] : [{ column: from, label, required }],
  ),
  updateFrequency: contract.updateFrequency,
  sharing: contract.sharing,
  links: { push: `/feeds/${contract.dataset}`, batches: `/feeds/${contract.dataset}/batches` },
});
