import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler } from 'express';
import { writeReturnFile } from '../../connectors/writers/write-return-file.ts';
import { type StoredReject, streamRejects } from '../../schema/store/reject-store.ts';
import type { StoredBatch } from '../../schema/store/stored-batch.ts';
import { principalOf } from '../auth/create-authentication.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { findOwnBatch } from './find-own-batch.ts';
import { mediaOf } from './form-media.ts';

/**
 * `GET …/rejects`: the return file, in the department's own form and charset, of the rejects that are still open
 * (`?all=true`: the closed ones too). `Accept: application/json` gives a list for programs. Streamed.
 */
export function createDownloadRejects({
  db,
  contracts,
}: Pick<FeedDependencies, 'db' | 'contracts'>): RequestHandler<{ dataset: string; id: string }> {
  return async (request, response) => {
    const { dataset, id } = request.params;
    const { contract, batch } = await findOwnBatch({ db, contracts }, principalOf(response), dataset, id);
    const rejects = streamRejects(db, batch.id, { openOnly: request.query.all !== 'true' });
    if (asksForList(request)) {
      response.type('application/json');
      await pipeline(Readable.from(writeList(batch, rejects)), response);
      return;
    }
    const { type, extension } = mediaOf(contract.form);
    response.set('Content-Type', type);
    response.attachment(`${contract.dataset}.rejects.${extension}`);
    // attachment() guesses a type from the ending; the charset is ours to say.
    response.set('Content-Type', type);
    await pipeline(writeReturnFile(contract.form, batch.columns, toReturnRows(rejects)), response);
  };
}

/** A browser's or curl's `*` + `/*` is no wish for the list. */
const asksForList = (request: Request): boolean => /\bapplication\/json\b/i.test(request.get('accept') ?? '');

async function* toReturnRows(pages: AsyncIterable<readonly StoredReject[]>) {
  for await (const page of pages) {
    yield page.map(({ rowNumber, rule, reason, cells, excerpt }) => ({ rowNumber, rule, reason, cells, excerpt }));
  }
}

async function* writeList(batch: StoredBatch, pages: AsyncIterable<readonly StoredReject[]>) {
  yield `{"batch":${JSON.stringify(batch.id)},"dataset":${JSON.stringify(batch.dataset)},"rejects":[`;
  let separator = '';
  for await (const page of pages) {
    for (const { id: _id, ...reject } of page) {
      yield `${separator}${JSON.stringify(reject)}`;
      separator = ',';
    }
  }
  yield ']}';
}
