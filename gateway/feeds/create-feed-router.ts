import { Router } from 'express';
import { createDeleteRecord } from './delete-record.ts';
import { createDownloadRejects } from './download-rejects.ts';
import type { FeedDependencies } from './feed-dependencies.ts';
import { createListBatches } from './list-batches.ts';
import { createListFeeds } from './list-feeds.ts';
import { createPushFeed } from './push-feed.ts';
import { createShowBatch } from './show-batch.ts';

/**
 * The feed API. Mount it at the root, behind `createAuthentication(who, clock, { use: 'push' })` for `/feeds` and before the problem
 * handler; no body parser may stand before it, since bodies are streamed to disk.
 */
export function createFeedRouter(dependencies: FeedDependencies): Router {
  const router = Router();
  router.get('/feeds', createListFeeds(dependencies));
  router.post('/feeds/:dataset', createPushFeed(dependencies));
  router.get('/feeds/:dataset/batches', createListBatches(dependencies));
  router.get('/feeds/:dataset/batches/:id', createShowBatch(dependencies));
  router.get('/feeds/:dataset/batches/:id/rejects', createDownloadRejects(dependencies));
  router.delete('/feeds/:dataset/records/:key', createDeleteRecord(dependencies));
  return router;
}
