import type { RequestHandler } from 'express';
import { invalid } from '../../schema/model/errors.ts';
import { listBatches } from '../../schema/store/stored-batch.ts';
import { principalOf } from '../auth/create-authentication.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { requireDataset } from './find-dataset.ts';
import { presentBatch } from './present-batch.ts';

const pageSize = 50;

/** `GET /feeds/{dataset}/batches?before=`: newest first; `links.next` leads to older ones. */
export function createListBatches({
  db,
  contracts,
}: Pick<FeedDependencies, 'db' | 'contracts'>): RequestHandler<{ dataset: string }> {
  return async (request, response) => {
    const { dataset } = requireDataset(principalOf(response), contracts, request.params.dataset);
    const batches = await listBatches(db, dataset, readBefore(request.query.before), pageSize);
    const last = batches.length === pageSize ? batches.at(-1) : undefined;
    const next = last ? `/feeds/${dataset}/batches?before=${last.sequence}` : null;
    response.json({ batches: batches.map(presentBatch), links: { next } });
  };
}

function readBefore(value: unknown): string | null {
  if (value === undefined) return null;
  if (typeof value === 'string' && /^\d{1,18}$/.test(value)) return value;
  throw invalid('QUERY_INVALID', 'before is taken from links.next of the page before; leave it out for the first page');
}
