import { randomUUID } from 'node:crypto';
import type { JobDefinition } from '../../../jobs/definitions.ts';
import { createFinishBatch } from '../../../jobs/finish-batch.ts';
import type { IngestDependencies } from '../../../jobs/ingest/ingest-dependencies.ts';
import { createIngestPage } from '../../../jobs/ingest-page.ts';
import type { HubQueue, JobContext } from '../../../jobs/queue.ts';
import { createSweep } from '../../../jobs/sweep.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import type { ReadRow } from '../../../schema/model/record.ts';
import { fixedClock } from '../../../schema/runtime/clock.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import type { Database } from '../../../schema/store/database.ts';
import { type Delivery, type Landing, landBatch } from '../../../schema/store/landing/land-batch.ts';
import type { RowSource } from '../../../schema/store/landing/read-rows.ts';

/** A queue without a server: it holds what was asked for until `drain` does it, in the order it was asked for. */
export interface HeldQueue extends Pick<HubQueue, 'enqueue' | 'enqueueBulk'> {
  /** Names of the jobs that wait. */
  waiting(): readonly string[];
  /** Forgets what waits, as a queue that lost everything. */
  lose(): void;
  /** Does all that waits, and what that asks for in turn. */
  drain(): Promise<void>;
}

export const silentLog = createLog('silent');
const context: JobContext = { attempt: 1, signal: new AbortController().signal, log: silentLog };

export function createHeldQueue(dependencies: Omit<IngestDependencies, 'queue'>): HeldQueue {
  let jobs: { readonly name: string; readonly payload: unknown }[] = [];
  const enqueueBulk = async <Payload>(definition: JobDefinition<Payload>, payloads: readonly Payload[]) => {
    for (const payload of payloads) jobs.push({ name: definition.name, payload: definition.payload.parse(payload) });
  };
  const queue: HeldQueue = {
    enqueueBulk,
    enqueue: (definition, payload) => enqueueBulk(definition, [payload]),
    waiting: () => jobs.map(({ name }) => name),
    lose: () => {
      jobs = [];
    },
    drain: async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) await handlers[job.name]?.(job.payload);
    },
  };
  const full = { ...dependencies, queue };
  const page = createIngestPage(full);
  const finish = createFinishBatch(full);
  const sweep = createSweep(full);
  const handlers: Record<string, (payload: unknown) => Promise<void>> = {
    'ingest-page': (payload) => page(payload as Parameters<typeof page>[0], context),
    'finish-batch': (payload) => finish(payload as Parameters<typeof finish>[0], context),
    sweep: () => sweep({}, context),
  };
  return queue;
}

export const clock = fixedClock('2026-11-01T00:00:00.000Z');

/** Cells as a reader would give them. */
export const sourceOf = (cells: readonly Readonly<Record<string, unknown>>[]): RowSource => ({
  rows: (async function* () {
    yield cells.map((row, index): ReadRow => ({ rowNumber: index + 2, cells: row }));
  })(),
  columns: () => Object.keys(cells[0] ?? {}),
});

export const deliveryOf = (given: Partial<Delivery> = {}): Delivery => ({
  clientId: randomUUID(),
  mode: 'upsert',
  asOf: clock.now(),
  receivedAt: clock.now(),
  idempotencyKey: null,
  bodySha256: '0'.repeat(64),
  bodyBytes: 0,
  form: 'csv',
  ...given,
});

export async function landCells(
  db: Database,
  contract: Contract,
  cells: readonly Readonly<Record<string, unknown>>[],
  given: Partial<Delivery> = {},
): Promise<Extract<Landing, { replayed: false }>> {
  const landing = await landBatch(db, contract, sourceOf(cells), deliveryOf(given));
  if (landing.replayed) throw new Error('unexpected replay');
  return landing;
}
