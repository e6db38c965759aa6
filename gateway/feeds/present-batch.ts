import type { StoredBatch } from '../../schema/store/stored-batch.ts';

export const batchPath = (dataset: string, id: string): string => `/feeds/${dataset}/batches/${id}`;

/**
 * A batch as its department sees it. `waiting` rows are landed and safe but not in the records yet:
 * received = accepted + unchanged + superseded + rejected + waiting, and waiting is 0 once ingested.
 */
export function presentBatch(batch: StoredBatch) {
  const { received, accepted, unchanged, superseded, rejected } = batch;
  const self = batchPath(batch.dataset, batch.id);
  return {
    id: batch.id,
    dataset: batch.dataset,
    state: batch.state,
    mode: batch.mode,
    form: batch.form,
    received,
    accepted,
    unchanged,
    superseded,
    rejected,
    waiting: received - accepted - unchanged - superseded - rejected,
    asOf: batch.asOf,
    receivedAt: batch.receivedAt,
    ingestedAt: batch.ingestedAt,
    publishedAt: batch.publishedAt,
    body: { bytes: batch.bodyBytes, sha256: batch.bodySha256 },
    pages: { total: batch.pages, done: batch.pagesDone },
    quality: batch.quality,
    problem: batch.problem,
    links: { self, rejects: `${self}/rejects` },
  };
}
