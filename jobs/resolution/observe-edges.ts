import { asRecordId } from '../../schema/model/identity.ts';
import type { PairObservations } from '../../schema/model/reconciliation.ts';
import { createPairObserver } from '../../schema/rules/reconciliation/pair-observer.ts';
import type { CompiledModel } from '../../schema/rules/resolution/compile-model.ts';
import type { BlockLayer } from './blocking/build-layers.ts';
import type { Edges } from './edges.ts';
import { type BlockRange, createEdgeFinder } from './find-edges.ts';
import type { Frame } from './frame/frame.ts';
import { datasetDomain, datasetOffset } from './frame/frame-layout.ts';
import { countCodes, textOf } from './frame/shared-dictionary.ts';

export interface ObservedEdges {
  readonly edges: Edges;
  readonly observations: PairObservations;
}

/**
 * A range's edges, and counts of all its pairs that were scored to the end.
 * @param ids `record.id` by place
 * @param seed chooses the sample that persons are asked about
 */
export function observeEdges(
  frame: Frame,
  layers: readonly BlockLayer[],
  model: CompiledModel,
  range: BlockRange,
  { ids, seed }: { readonly ids: Float64Array; readonly seed: number },
): ObservedEdges {
  const dictionary = frame.dictionaries[datasetDomain];
  const datasets = Array.from({ length: dictionary ? countCodes(dictionary) : 0 }, (_, place) =>
    dictionary ? textOf(dictionary, place + 1) : '',
  );
  const observer = createPairObserver(model, datasets, { seed });
  const { cells, layout } = frame;
  const datasetOf = (place: number): number => (cells[place * layout.width + datasetOffset] ?? 1) - 1;
  const idOf = (place: number) => asRecordId(String(ids[place] ?? 0));
  const finder = createEdgeFinder(frame, layers, model, {
    onScored: ({ i, j, weight, outcome, levels, rules }) => {
      observer.seePair(datasetOf(i), datasetOf(j), outcome, weight, levels);
      if (outcome === 'link') observer.seeLink(idOf(i), idOf(j), weight, rules());
    },
  });
  return { edges: finder.find(range), observations: observer.observations() };
}
