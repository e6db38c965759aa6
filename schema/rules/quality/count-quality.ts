import type { Contract } from '../../model/contract.ts';
import type { MappedRow } from '../../model/record.ts';
import { durationMs } from './duration-ms.ts';
import { type FlagDimension, flagDimensions } from './flag-dimensions.ts';

/** The six dimensions of GB/T 36344-2018, each a share 0–1, or null where the batch gives nothing to judge. */
export interface QualityDimensions {
  /** 规范性: values without a doubt about their form. */
  readonly normative: number | null;
  /** 完整性: declared fields that are filled. */
  readonly completeness: number | null;
  /** 准确性: values that no other fact contradicts. */
  readonly accuracy: number | null;
  /** 一致性: values that are in their code table and agree with the rest of their row. */
  readonly consistency: number | null;
  /** 时效性: 1 while the newest version is within the promised frequency, then frequency / age. */
  readonly timeliness: number | null;
  /** 可访问性: rows that could be read in the declared form and charset. */
  readonly accessibility: number | null;
}

export interface FieldQuality {
  readonly filled: number;
  /** Rule → values flagged by it. */
  readonly flagged: Readonly<Record<string, number>>;
}

export interface BatchQuality {
  readonly dimensions: QualityDimensions;
  /** Rows the field counts are over: those that met the contract and are no deletions. */
  readonly rows: number;
  readonly fields: Readonly<Record<string, FieldQuality>>;
  readonly newestVersion: string | null;
}

export interface QualityCounter {
  add(row: MappedRow): void;
  /** @param delivered.unreadable rows that could not be parsed at all */
  total(delivered: { readonly received: number; readonly unreadable: number; readonly at: Date }): BatchQuality;
}

interface Tally {
  filled: number;
  readonly flagged: Map<string, number>;
}

/** Counts quality while a batch is read: constant memory, one visit per row. */
export function createQualityCounter(contract: Contract): QualityCounter {
  // A constant says nothing about what the department delivered.
  const fields = contract.fields.filter((field) => field.from !== undefined).map((field) => field.to);
  const tallies = new Map<string, Tally>(fields.map((field) => [field, { filled: 0, flagged: new Map() }]));
  const doubted: Record<FlagDimension, number> = { normative: 0, accuracy: 0, consistency: 0 };
  let rows = 0;
  let filled = 0;
  let newest: string | null = null;

  return {
    add(row) {
      if (newest === null || row.version > newest) newest = row.version;
      if (row.deleted) return;
      rows += 1;
      for (const [field, tally] of tallies) {
        if (row.values[field] === undefined) continue;
        tally.filled += 1;
        filled += 1;
      }
      for (const { field, rule } of row.flags) {
        for (const dimension of flagDimensions(rule)) doubted[dimension] += 1;
        const tally = tallies.get(field);
        if (tally) tally.flagged.set(rule, (tally.flagged.get(rule) ?? 0) + 1);
      }
    },
    total({ received, unreadable, at }) {
      return {
        dimensions: {
          normative: share(filled - doubted.normative, filled),
          completeness: share(filled, rows * fields.length),
          accuracy: share(filled - doubted.accuracy, filled),
          consistency: share(filled - doubted.consistency, filled),
          timeliness: timeliness(newest, contract.updateFrequency, at),
          accessibility: share(received - unreadable, received),
        },
        rows,
        fields: Object.fromEntries(
          [...tallies].map(([field, tally]) => [
            field,
            { filled: tally.filled, flagged: Object.fromEntries(tally.flagged) },
          ]),
        ),
        newestVersion: newest,
      };
    },
  };
}

/** Four decimals; one value can bear several flags, so the share is kept within 0–1. */
function share(part: number, whole: number): number | null {
  if (whole <= 0) return null;
  return Math.round(Math.min(1, Math.max(0, part / whole)) * 10_000) / 10_000;
}

function timeliness(newest: string | null, updateFrequency: string, at: Date): number | null {
  const promisedMs = durationMs(updateFrequency);
  if (newest === null || promisedMs === null || promisedMs === 0) return null;
  const ageMs = at.getTime() - Date.parse(newest);
  return ageMs <= promisedMs ? 1 : share(promisedMs, ageMs);
}
