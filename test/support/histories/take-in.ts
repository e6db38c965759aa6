import { randomUUID } from 'node:crypto';
import { takePages } from '../../../jobs/ingest/take-pages.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import { asBatchId, type BatchId } from '../../../schema/model/identity.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import type { Flag } from '../../../schema/model/record.ts';
import { canonicalJson, recordHash } from '../../../schema/rules/contract/record-hash.ts';
import type { Clock } from '../../../schema/runtime/clock.ts';
import { insertPages, type PageRange } from '../../../schema/store/batch-page-store.ts';
import { insertBatch } from '../../../schema/store/batch-store.ts';
import type { Database } from '../../../schema/store/database.ts';
import { createBatchSink } from '../../../schema/store/landing/batch-sink.ts';
import type { LandedRow } from '../../../schema/store/landing-store.ts';

/** One row of a department, mapped: what its contract has made of what was sent. */
export interface SentRow {
  readonly dataset: string;
  readonly key: string;
  /** A day of January 2026. */
  readonly version: number;
  readonly values: Readonly<Record<string, string>>;
  readonly flags: readonly Flag[];
  readonly deleted: boolean;
}

const contracts = new Map(loadContracts().map((contract) => [contract.dataset, contract]));

/** Lands the rows as one batch of each dataset and takes its pages in, as the ingest jobs do. */
export async function takeIn(db: Database, clock: Clock, rows: readonly SentRow[], pageRows: number): Promise<void> {
  for (const dataset of new Set(rows.map((row) => row.dataset))) {
    const contract = contracts.get(dataset);
    if (!contract) throw new Error(`no contract for ${dataset}`);
    const landed = rows.filter((row) => row.dataset === dataset).map(toLanded);
    const { batchId, pages } = await land(db, contract, landed, pageRows, clock.now());
    await db.transaction(async (trx) => {
      for (const [page] of pages.entries()) await takePages(trx, contract, [{ batchId, page }], null, clock.now());
    });
  }
}

async function land(
  db: Database,
  { dataset, department }: Contract,
  rows: readonly LandedRow[],
  pageRows: number,
  now: Date,
): Promise<{ readonly batchId: BatchId; readonly pages: readonly PageRange[] }> {
  const batchId = asBatchId(randomUUID());
  const pages = pagesOf(rows.length, pageRows);
  await db.transaction(async (trx) => {
    await insertBatch(trx, {
      id: batchId,
      dataset,
      department,
      clientId: randomUUID(),
      mode: 'upsert',
      idempotencyKey: null,
      bodySha256: '',
      bodyBytes: 0,
      form: 'csv',
      asOf: now,
      receivedAt: now,
    });
    const sink = createBatchSink(trx, batchId, dataset);
    await sink.land(rows);
    await sink.end();
    await insertPages(trx, batchId, pages);
  });
  return { batchId, pages };
}

const pagesOf = (rows: number, pageRows: number): readonly PageRange[] =>
  Array.from({ length: Math.ceil(rows / pageRows) }, (_, page) => ({
    firstRow: page * pageRows + 1,
    lastRow: Math.min(rows, (page + 1) * pageRows),
  }));

function toLanded({ key, version, values, flags, deleted }: SentRow, index: number): LandedRow {
  const rawJson = canonicalJson({ values, deleted });
  return {
    rowNumber: index + 1,
    key,
    version: new Date(Date.UTC(2026, 0, version)).toISOString(),
    values,
    flags,
    deleted,
    rawJson,
    hash: recordHash(rawJson),
  };
}
