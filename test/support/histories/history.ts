import fc from 'fast-check';
import { messyRecords } from './messy-records.ts';

/** One thing that happens to the hub. Records by their place in messyRecords; a version is a day of January 2026. */
export type HistoryEvent =
  | { readonly kind: 'deliver'; readonly record: number; readonly state: number; readonly version: number }
  /** One of the rows sent so far is sent once more, unchanged. */
  | { readonly kind: 'replay'; readonly which: number }
  | { readonly kind: 'delete'; readonly record: number; readonly version: number }
  /** Deleted, if it was not, and delivered again, newer than everything before. */
  | { readonly kind: 'return'; readonly record: number; readonly state: number }
  | { readonly kind: 'decide'; readonly decision: 'link' | 'unlink'; readonly a: number; readonly b: number }
  | { readonly kind: 'not-a-person'; readonly record: number }
  /** Takes back one of the decisions in force. */
  | { readonly kind: 'undo'; readonly which: number }
  /** Everything delivered and decided since the last one is resolved as one micro-batch. */
  | { readonly kind: 'resolve' };

/** How what happens is cut into pieces: of no influence on what comes of it. */
export interface Batching {
  /** Rows of one batch; null = a batch ends where the history resolves. */
  readonly batchRows: number | null;
  readonly pageRows: number;
  /** Batches between two resolutions; null = where the history says so. */
  readonly batchesPerResolve: number | null;
  /** Records that one transaction of resolution takes up. */
  readonly chunkRecords: number;
}

export interface History {
  readonly events: readonly HistoryEvent[];
  /** Another way to cut the same events. */
  readonly otherBatching: Batching;
}

const record = fc.nat(messyRecords.length - 1);
const state = fc.nat(5);
const version = fc.integer({ min: 1, max: 6 });
const which = fc.nat(40);

const deliver = fc.record({ kind: fc.constant('deliver' as const), record, state, version });
const replay = fc.record({ kind: fc.constant('replay' as const), which });
const remove = fc.record({ kind: fc.constant('delete' as const), record, version });
const comeBack = fc.record({ kind: fc.constant('return' as const), record, state });
const pairKind = fc.constantFrom('link' as const, 'unlink' as const);
const decide = fc.record({
  kind: fc.constant('decide' as const),
  decision: pairKind,
  a: record,
  // Near in the list is near in life: such decisions are the ones that meet pairs.
  b: record,
});
const nearby = decide.map((event) => ({
  ...event,
  b: Math.min(messyRecords.length - 1, event.a + 1 + (event.b % 3)),
}));
/** Among a few records decisions soon contradict each other, on one pair and in chains. */
const few = fc.nat(3);
const quarrel = fc.record({ kind: fc.constant('decide' as const), decision: pairKind, a: few, b: few });
const notAPerson = fc.record({ kind: fc.constant('not-a-person' as const), record: fc.oneof(record, few) });
const undo = fc.record({ kind: fc.constant('undo' as const), which });
const resolve = fc.constant({ kind: 'resolve' as const });

const event: fc.Arbitrary<HistoryEvent> = fc.oneof(
  { weight: 14, arbitrary: deliver },
  { weight: 2, arbitrary: replay },
  { weight: 2, arbitrary: remove },
  { weight: 1, arbitrary: comeBack },
  { weight: 3, arbitrary: nearby },
  { weight: 1, arbitrary: decide },
  { weight: 3, arbitrary: quarrel },
  { weight: 1, arbitrary: notAPerson },
  { weight: 2, arbitrary: undo },
  { weight: 4, arbitrary: resolve },
);

const otherBatching: fc.Arbitrary<Batching> = fc.record({
  batchRows: fc.integer({ min: 2, max: 40 }),
  pageRows: fc.integer({ min: 1, max: 5 }),
  batchesPerResolve: fc.integer({ min: 1, max: 5 }),
  chunkRecords: fc.integer({ min: 3, max: 12 }),
});

/**
 * Random histories: first everybody is delivered in some order, or nobody is; then things happen. Late versions and
 * empty runs come about by themselves, the ranges being small.
 */
export const history: fc.Arbitrary<History> = fc
  .tuple(
    fc.boolean(),
    fc.shuffledSubarray(
      messyRecords.map((_, place) => place),
      { minLength: messyRecords.length },
    ),
    fc.array(event, { minLength: 15, maxLength: 60 }),
    otherBatching,
  )
  .map(([begun, order, events, otherBatching]) => ({
    otherBatching,
    events: [
      ...(begun
        ? order.flatMap((place, step): HistoryEvent[] => [
            { kind: 'deliver', record: place, state: 0, version: 1 },
            ...(step % 9 === 8 ? [{ kind: 'resolve' as const }] : []),
          ])
        : []),
      ...events,
    ],
  }));
