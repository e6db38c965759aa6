import { finishBatch, ingestPage, sweep } from './definitions.ts';
import { createFinishBatch } from './finish-batch.ts';
import type { IngestDependencies } from './ingest/ingest-dependencies.ts';
import { createGivenUp, createIngestPage } from './ingest-page.ts';
import type { HubQueue } from './queue.ts';
import { createSweep, type SweepOptions } from './sweep.ts';

export interface IngestWorkerOptions extends SweepOptions {
  /** Pages taken at once in this process. */
  readonly concurrency?: number;
  readonly sweepEveryMs?: number;
}

/** Starts everything that brings landed batches into the records: the list of these workers in one place. */
export async function startIngestWorkers(
  queue: HubQueue,
  dependencies: Omit<IngestDependencies, 'queue'>,
  options: IngestWorkerOptions = {},
): Promise<void> {
  const full: IngestDependencies = { ...dependencies, queue };
  const onGivenUp = createGivenUp(full);
  await queue.work(ingestPage, createIngestPage(full), { concurrency: options.concurrency ?? 2, onGivenUp });
  await queue.work(finishBatch, createFinishBatch(full), { onGivenUp });
  await queue.work(sweep, createSweep(full, options));
  queue.repeat(sweep, {}, options.sweepEveryMs ?? 1_000);
}
