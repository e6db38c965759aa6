import fc from 'fast-check';
import { messyRecords } from './messy-records.ts';

/** One thing that happens to the hub. Records by their place in messyRecords; a version is a day of January 2026. */
export type HistoryEvent =
  | { readonly kind: 'deliver'; readonly record: number; readonly state: number; readonly version: number }
  | { readonly kind: 'delete'; readonly record: number; readonly version: number }
  | { readonly kind: 'decide'; readonly decision: 'link' | 'unlink'; readonly a: number; readonly b: number }
  /** Takes back one of the decisions in force. */
  | { readonly kind: 'undo'; readonly which: number }
  /** Everything delivered and decided since the last one is resolved as one micro-batch. */
  | { readonly kind: 'resolve' };

const record = fc.nat(messyRecords.length - 1);
const version = fc.integer({ min: 1, max: 6 });

const deliver = fc.record({ kind: fc.constant('deliver' as const), record, state: fc.nat(5), version });
const remove = fc.record({ kind: fc.constant('delete' as const), record, version });
const decide = fc.record({
  kind: fc.constant('decide' as const),
  decision: fc.constantFrom('link' as const, 'unlink' as const),
  a: record,
  // Near in the list is near in life: such decisions are the ones that meet pairs.
  b: record,
});
const nearby = decide.map((event) => ({
  ...event,
  b: Math.min(messyRecords.length - 1, event.a + 1 + (event.b % 3)),
}));
const undo = fc.record({ kind: fc.constant('undo' as const), which: fc.nat(9) });
const resolve = fc.constant({ kind: 'resolve' as const });

const event: fc.Arbitrary<HistoryEvent> = fc.oneof(
  { weight: 14, arbitrary: deliver },
  { weight: 2, arbitrary: remove },
  { weight: 2, arbitrary: nearby },
  { weight: 1, arbitrary: decide },
  { weight: 1, arbitrary: undo },
  { weight: 4, arbitrary: resolve },
);

/**
 * Random histories: first everybody is delivered in some order, or nobody is; then things happen. Replays, late
 * versions, resurrections and empty runs come about by themselves, the ranges being small.
 */
export const history: fc.Arbitrary<readonly HistoryEvent[]> = fc
  .tuple(
    fc.boolean(),
    fc.shuffledSubarray(
      messyRecords.map((_, place) => place),
      { minLength: messyRecords.length },
    ),
    fc.array(event, { minLength: 15, maxLength: 60 }),
  )
  .map(([begun, order, events]) => [
    ...(begun
      ? order.flatMap((place, step): HistoryEvent[] => [
          { kind: 'deliver', record: place, state: 0, version: 1 },
          ...(step % 9 === 8 ? [{ kind: 'resolve' as const }] : []),
        ])
      : []),
    ...events,
  ]);
