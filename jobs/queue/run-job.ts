import type { Job, Processor } from 'bullmq';
import { UnrecoverableError } from 'bullmq';
import { describeError } from '../../schema/runtime/describe-error.ts';
import type { Log } from '../../schema/runtime/log.ts';
import type { JobDefinition } from '../definitions.ts';

export interface JobContext {
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted when the process stops: a job that can be left half-way, because it is safe to run twice, may return. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Does one job. Safe to run twice: a job whose process was killed is given to another worker. */
export type JobHandler<Payload> = (payload: Payload, context: JobContext) => Promise<void>;

export interface WorkOptions<Payload> {
  /** Jobs of this definition that run at once in this process; 1 by default. */
  readonly concurrency?: number;
  /** Called when the last attempt failed and the job was given up. Must write what a person has to see. */
  readonly onGivenUp?: (payload: Payload, error: unknown) => Promise<void>;
}

/**
 * What BullMQ calls. The queue keeps an error's message, and a message of PostgreSQL's can quote a person's data, so
 * only the description leaves here.
 */
export function makeProcessor<Payload>(
  definition: JobDefinition<Payload>,
  handler: JobHandler<Payload>,
  options: WorkOptions<Payload>,
  parentLog: Log,
  signal: AbortSignal,
): Processor {
  return async (job: Job) => {
    const log = parentLog.child({ job: definition.name, jobId: job.id });
    const parsed = definition.payload.safeParse(job.data);
    if (!parsed.success) {
      log.error('a job with a payload of another version was dropped');
      throw new UnrecoverableError('payload does not fit the definition');
    }
    const attempt = job.attemptsMade + 1;
    const startedAt = performance.now();
    try {
      await handler(parsed.data, { attempt, signal, log });
      log.debug({ attempt, durationMs: Math.round(performance.now() - startedAt) }, 'job done');
    } catch (error) {
      const isLast = attempt >= definition.attempts;
      if (isLast) log.error({ err: error, attempt }, 'job given up');
      else log.warn({ err: error, attempt }, 'job failed; it will be tried again');
      if (isLast) await options.onGivenUp?.(parsed.data, error);
      const { type, code, message } = describeError(error);
      throw new Error(`${type}${code ? ` ${code}` : ''}: ${message}`);
    }
  };
}
