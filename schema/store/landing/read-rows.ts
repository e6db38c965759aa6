import { setImmediate } from 'node:timers/promises';
import type { Contract } from '../../model/contract.ts';
import type { Label } from '../../model/identity.ts';
import type { MappedRow, ReadRow, RowFault } from '../../model/record.ts';
import { canonicalJson, recordHash } from '../../rules/contract/record-hash.ts';
import { createRowMapper } from '../../rules/contract/row-mapper.ts';
import { type BatchQuality, createQualityCounter } from '../../rules/quality/count-quality.ts';
import type { LandedRow } from '../landing-store.ts';
import type { NewReject } from '../reject-store.ts';

/** A body being read: a reader of connectors, or anything of that shape. */
export interface RowSource {
  readonly rows: AsyncIterable<readonly ReadRow[]>;
  /** Columns as sent; known once rows have begun. */
  columns(): readonly string[];
}

/** Where the rows go. Called with blocks in the order of the body; the next block waits for the call to end. */
export interface RowSink {
  land(rows: readonly LandedRow[]): Promise<void>;
  reject(rejects: readonly NewReject[]): Promise<void>;
}

export interface RejectedRule {
  readonly rule: string;
  readonly rows: number;
  readonly reason: Label;
}

/** What the rows of a body amount to. */
export interface RowSummary {
  readonly received: number;
  readonly rejected: number;
  /** Most frequent first. */
  readonly rules: readonly RejectedRule[];
  readonly columns: readonly string[];
  readonly quality: BatchQuality;
}

/**
 * Rows taken before others have their turn: about two milliseconds. Without it the COPY that runs meanwhile starves, since
 * a turn writes no more than the socket's buffer (156 rows), and so does every other request of this process.
 */
const rowsPerTurn = 100;

/**
 * Reads a body to its end: every row is mapped by the contract and handed to the sink as landed or rejected, block by
 * block, so that memory does not grow with the body. Whole-body faults of the reader pass through.
 * @param at the version of every row when the contract has none, and the instant that quality is judged at
 */
export async function readRows(contract: Contract, source: RowSource, sink: RowSink, at: Date): Promise<RowSummary> {
  const take = createRowTaker(contract, at);
  const quality = createQualityCounter(contract);
  const rules = new Map<string, { rows: number; readonly reason: Label }>();
  let received = 0;
  let rejected = 0;
  let unreadable = 0;

  const mapRows = (rows: readonly ReadRow[], rejects: NewReject[]): readonly LandedRow[] => {
    const landed: LandedRow[] = [];
    for (const row of rows) {
      const taken = take(row);
      if (taken.ok) {
        landed.push(taken.row);
        quality.add(taken.row);
        continue;
      }
      const { reject } = taken;
      rejects.push(reject);
      if (reject.cells === null) unreadable += 1;
      const rule = rules.get(reject.fault.rule);
      if (rule) rule.rows += 1;
      else rules.set(reject.fault.rule, { rows: 1, reason: reject.fault.reason });
    }
    return landed;
  };

  for await (const block of source.rows) {
    const rejects: NewReject[] = [];
    for (let start = 0; start < block.length; start += rowsPerTurn) {
      const landed = mapRows(block.slice(start, start + rowsPerTurn), rejects);
      if (landed.length > 0) await sink.land(landed);
      await setImmediate();
    }
    received += block.length;
    rejected += rejects.length;
    if (rejects.length > 0) await sink.reject(rejects);
  }

  return {
    received,
    rejected,
    rules: [...rules].map(([rule, tally]) => ({ rule, ...tally })).sort((a, b) => b.rows - a.rows),
    columns: source.columns(),
    quality: quality.total({ received, unreadable, at }),
  };
}

type Taken = { readonly ok: true; readonly row: LandedRow } | { readonly ok: false; readonly reject: NewReject };

/** A b-tree entry of PostgreSQL holds 2,704 bytes; no registry's key comes near a fifth of that. */
export const maxKeyBytes = 512;
const keyTooLong: RowFault = {
  rule: 'KEY_TOO_LONG',
  column: null,
  reason: {
    zh: `主键超过 ${maxKeyBytes} 字节；请核对该列是否错位`,
    en: `The key is longer than ${maxKeyBytes} bytes; look whether the columns have shifted`,
  },
};

function createRowTaker(contract: Contract, at: Date): (row: ReadRow) => Taken {
  const map = createRowMapper(contract, { asOf: at.toISOString() });
  return (row) => {
    if ('fault' in row) return rejectRow(row.rowNumber, null, row.fault, null, row.excerpt);
    const mapped = map(row.cells);
    if (!mapped.ok) return rejectRow(row.rowNumber, mapped.key, mapped.fault, row.cells, '');
    if (Buffer.byteLength(mapped.row.key) > maxKeyBytes)
      return rejectRow(row.rowNumber, null, keyTooLong, row.cells, '');
    return { ok: true, row: toLanded(row.rowNumber, mapped.row, row.cells) };
  };
}

const rejectRow = (
  rowNumber: number,
  key: string | null,
  fault: RowFault,
  cells: NewReject['cells'],
  excerpt: string,
): Taken => ({ ok: false, reject: { rowNumber, key, fault, cells, excerpt } });

function toLanded(rowNumber: number, row: MappedRow, cells: Readonly<Record<string, unknown>>): LandedRow {
  const rawJson = canonicalJson(cells);
  const { key, version, values, flags, deleted } = row;
  return { key, version, values, flags, deleted, rowNumber, hash: recordHash(rawJson), rawJson };
}
