import { z } from 'zod';

/**
 * A job's name, what it carries (ids only, never data of a person) and which jobs are the same. What it does is in its
 * worker.
 */
export interface JobDefinition<Payload> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /**
   * Jobs with one id are one job while the first waits or runs. Null: there is only one such job at all, and one that
   * is asked for while it runs is run once more afterwards, so nothing that came in between is missed.
   */
  readonly id: ((payload: Payload) => string) | null;
  /** Tries before the job is given up; between them the pause doubles from one second. */
  readonly attempts: number;
}

const batchId = z.uuid();

/** Takes one page of a landed batch into the records. */
export const ingestPage = define({
  name: 'ingest-page',
  payload: z.strictObject({ batchId, page: z.int().nonnegative() }),
  id: ({ batchId, page }) => `batch:${batchId}:${page}`,
  attempts: 8,
});

/** Closes a batch of which every page is in: snapshot deletes, counts, quality. */
export const finishBatch = define({
  name: 'finish-batch',
  payload: z.strictObject({ batchId }),
  id: ({ batchId }) => `batch:${batchId}:finish`,
  attempts: 8,
});

/** Resolves and publishes whatever records are pending. */
export const resolvePending = define({ name: 'resolve', payload: z.strictObject({}), id: null, attempts: 5 });

/** Begins a full reconciliation that somebody asked for, or moves it on. */
export const reconcile = define({
  name: 'reconcile',
  payload: z.strictObject({ reconciliationId: z.uuid() }),
  id: ({ reconciliationId }) => `reconciliation:${reconciliationId}:run`,
  attempts: 3,
});

/** One part of a reconciliation's phase; workers on any machine share them. */
export const runPart = define({
  name: 'run-part',
  payload: z.strictObject({
    reconciliationId: z.uuid(),
    phase: z.enum(['prepare', 'train', 'compare', 'publish']),
    part: z.int().nonnegative(),
  }),
  id: ({ reconciliationId, phase, part }) => `run:${reconciliationId}:${phase}-${part}`,
  attempts: 5,
});

/** Looks for what is unfinished in the tables and asks for it again. */
export const sweep = define({ name: 'sweep', payload: z.strictObject({}), id: null, attempts: 1 });

/** Every job of the hub. */
export const jobDefinitions = [ingestPage, finishBatch, resolvePending, reconcile, runPart, sweep] as const;

function define<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition;
}
