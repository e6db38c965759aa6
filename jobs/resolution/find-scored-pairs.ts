import type { RecordId } from '../../schema/model/identity.ts';
import type { RecordValues } from '../../schema/model/record.ts';
import type { PreparedRecord, ResolutionModel, ScoredPair } from '../../schema/model/resolution.ts';
import { type CompiledModel, compileModel } from '../../schema/rules/resolution/compile-model.ts';
import { prepareRecord } from '../../schema/rules/resolution/prepare-record.ts';
import { compareIds } from '../../schema/rules/resolution/record-order.ts';
import { buildLayers, type OversizeBlock, type OversizeKeys } from './blocking/build-layers.ts';
import type { Edges } from './edges.ts';
import { createEdgeFinder, splitLayers } from './find-edges.ts';
import { fillFromPrepared } from './frame/fill-frame.ts';
import { fillFrequencies } from './frame/fill-frequencies.ts';
import { fillSlots } from './frame/fill-slots.ts';
import { createFrame } from './frame/frame.ts';
import { layOutFrame } from './frame/frame-layout.ts';
import { createPatternCode } from './scoring/pattern.ts';

export interface PairSearchOptions {
  readonly model: ResolutionModel;
  readonly oversizeKeys: OversizeKeys;
  readonly onOversize?: (block: OversizeBlock) => void;
  /** Only pairs with at least one of these; `all` for a full run. */
  readonly dirty: ReadonlySet<RecordId> | 'all';
  /** prepareRecord with the model's settings, for a caller that has prepared the records already. */
  readonly prepare?: (record: RecordValues) => PreparedRecord;
}

/**
 * Every candidate pair at or above the review cut that has a dirty side. What is found depends on the records, the
 * model and the oversize keys alone: an incremental caller passes all records that share a usable block with a
 * dirty one, and gets for these what a full run gets.
 * @param records of one entity type, current versions only.
 */
export function findScoredPairs(records: readonly RecordValues[], options: PairSearchOptions): readonly ScoredPair[] {
  const { model, dirty } = options;
  const compiled = compileModel(model);
  const prepare = options.prepare ?? ((record) => prepareRecord(record, model.settings));
  const frame = createFrame(layOutFrame(model.settings), records.length);
  fillFromPrepared(frame, records.map(prepare));
  fillSlots(frame);
  fillFrequencies(frame, compiled);
  const layers = model.settings.blocking.flatMap((rule, place) => {
    const built = buildLayers(frame, rule, place, options.oversizeKeys);
    for (const block of built.oversize) options.onOversize?.(block);
    return built.layers;
  });
  const isDirty = dirty === 'all' ? null : Uint8Array.from(records, ({ id }) => (dirty.has(id) ? 1 : 0));
  const finder = createEdgeFinder(frame, layers, compiled, isDirty ? { isDirty } : {});
  return splitLayers(layers, Number.POSITIVE_INFINITY).flatMap((range) =>
    toScoredPairs(records, finder.find(range), compiled),
  );
}

function toScoredPairs(
  records: readonly { readonly id: RecordId }[],
  edges: Edges,
  compiled: CompiledModel,
): readonly ScoredPair[] {
  const pattern = createPatternCode(compiled);
  return Array.from({ length: edges.count }, (_, e) => e).flatMap((e): ScoredPair[] => {
    const [x, y] = [records[edges.a[e] ?? 0]?.id, records[edges.b[e] ?? 0]?.id];
    if (x === undefined || y === undefined) return [];
    const [a, b] = compareIds(x, y) < 0 ? [x, y] : [y, x];
    const levels = pattern.decode(edges.patterns[e] ?? 0);
    return [
      {
        a,
        b,
        weight: edges.weights[e] ?? 0,
        outcome: edges.links[e] === 1 ? 'link' : 'review',
        levels: Object.fromEntries(
          compiled.comparisons.map(({ name, levelKeys }, c) => [name, levelKeys[levels[c] ?? 0] ?? '']),
        ),
      },
    ];
  });
}
