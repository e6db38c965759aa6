import type { JobsOptions } from 'bullmq';
import type { JobDefinition } from '../definitions.ts';

/**
 * Finished jobs are not kept, failed ones neither: a job that is kept blocks its id, and then the sweep could not ask
 * for it again. What became of the work is in the tables and in the log.
 */
const neverKept = { removeOnComplete: true, removeOnFail: true } as const;

export const queueOptions = {
  // Nobody reads the event stream; a queue of its own keeps 10,000 events otherwise.
  streams: { events: { maxLen: 100 } },
};

export const workerOptions = {
  autorun: false as const,
  // A page or a resolution may hold the event loop for seconds; a lock is renewed at half its time.
  lockDuration: 30_000,
  stalledInterval: 10_000,
  // Kills are expected (a deployment, ten in a row in a test); a job that itself ends the process must stop some time.
  maxStalledCount: 5,
};

/** Ids with ':' have three parts: BullMQ refuses others. */
export function jobOptions<Payload>(definition: JobDefinition<Payload>, payload: Payload): JobsOptions {
  const common: JobsOptions = {
    ...neverKept,
    attempts: definition.attempts,
    backoff: { type: 'exponential', delay: 1_000, jitter: 0.2 },
    // A stack may quote what the message quotes.
    stackTraceLimit: 0,
  };
  if (definition.id !== null) return { ...common, jobId: definition.id(payload) };
  return { ...common, deduplication: { id: definition.name, keepLastIfActive: true } };
}
