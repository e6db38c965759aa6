import type { ResolutionModel, ResolutionSettings } from '../../schema/model/resolution.ts';
import { type CompiledModel, compileModel } from '../../schema/rules/resolution/compile-model.ts';
import { type BlockLayer, type BuiltLayers, buildLayers, type OversizeKeys } from './blocking/build-layers.ts';
import { type ClusterOutcome, type ClusterTask, clusterFrame } from './cluster/cluster-frame.ts';
import type { Edges } from './edges.ts';
import { type BlockRange, createEdgeFinder, type EdgeFinder } from './find-edges.ts';
import { fillFrequencies } from './frame/fill-frequencies.ts';
import { fillSlots } from './frame/fill-slots.ts';
import type { Frame } from './frame/frame.ts';
import { type ObservedEdges, observeEdges } from './observe-edges.ts';
import { compileScorer, type RowScorer } from './scoring/compile-scorer.ts';
import { type CountedPattern, countPatterns } from './scoring/count-patterns.ts';
import { type LevelCounts, sampleLevels } from './scoring/sample-levels.ts';
import type { TaskHandlers } from './threads/task-pool.ts';

/** A stretch of the frame's records; `to` is behind the last. */
export interface RecordRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What the engine's threads do. `frame`, `model` and `layers` are broadcast before the tasks that use them; the rest
 * can be done in any order by any thread, and what comes back is put together in an order of its own.
 */
export type EngineTasks = {
  readonly frame: { readonly task: Frame; readonly result: undefined };
  readonly layers: { readonly task: readonly BlockLayer[]; readonly result: undefined };
  readonly model: { readonly task: ResolutionModel; readonly result: undefined };
  /** The share-th of `of` shares of every address. */
  readonly fillSlots: { readonly task: { readonly share: number; readonly of: number }; readonly result: undefined };
  readonly fillFrequencies: { readonly task: RecordRange; readonly result: undefined };
  readonly buildLayers: {
    readonly task: {
      readonly settings: ResolutionSettings;
      readonly rule: number;
      readonly oversizeKeys: OversizeKeys;
    };
    readonly result: BuiltLayers;
  };
  readonly sampleLevels: {
    readonly task: { readonly pairs: number; readonly seed: number };
    readonly result: LevelCounts;
  };
  readonly countPatterns: {
    readonly task: readonly BlockRange[];
    readonly result: readonly (readonly CountedPattern[])[];
  };
  readonly findEdges: { readonly task: BlockRange; readonly result: Edges };
  /** The same, with what a reconciliation wants to know of the pairs. */
  readonly observeEdges: {
    readonly task: BlockRange & { readonly ids: Float64Array; readonly seed: number };
    readonly result: ObservedEdges;
  };
  readonly cluster: { readonly task: ClusterTask & RecordRange; readonly result: ClusterOutcome };
};

/** The engine's part of one thread, which keeps what was broadcast to it. */
export function createEngineHandlers(): TaskHandlers<EngineTasks> {
  let frame: Frame | null = null;
  let layers: readonly BlockLayer[] = [];
  let model: CompiledModel | null = null;
  // Compiled when first asked for: by then the frame is whole and holds the model's frequencies.
  let finder: EdgeFinder | null = null;
  let scorer: RowScorer | null = null;
  const forget = (): undefined => {
    finder = null;
    scorer = null;
  };
  const theFrame = (): Frame => frame ?? missing('frame');
  const theModel = (): CompiledModel => model ?? missing('model');
  const theFinder = (): EdgeFinder => {
    finder ??= createEdgeFinder(theFrame(), layers, theModel());
    return finder;
  };
  const theScorer = (): RowScorer => {
    scorer ??= compileScorer(theFrame(), theModel());
    return scorer;
  };
  return {
    frame: (given) => {
      frame = given;
      layers = [];
      return forget();
    },
    layers: (given) => {
      layers = given;
      return forget();
    },
    model: (given) => {
      model = compileModel(given);
      return forget();
    },
    fillSlots: ({ share, of }) => {
      fillSlots(theFrame(), share, of);
      return undefined;
    },
    fillFrequencies: ({ from, to }) => {
      fillFrequencies(theFrame(), theModel(), from, to);
      return undefined;
    },
    buildLayers: ({ settings, rule, oversizeKeys }) => {
      const blocking = settings.blocking[rule];
      return blocking ? buildLayers(theFrame(), blocking, rule, oversizeKeys) : missing('rule');
    },
    sampleLevels: ({ pairs, seed }) => sampleLevels(theFrame(), theModel(), pairs, seed),
    countPatterns: (ranges) => ranges.map((range) => countPatterns(theFrame(), layers, theModel(), range)),
    findEdges: (range) => theFinder().find(range),
    observeEdges: ({ ids, seed, ...range }) => observeEdges(theFrame(), layers, theModel(), range, { ids, seed }),
    cluster: ({ from, to, ...task }) => clusterFrame(theFrame(), theModel(), theScorer(), task, from, to),
  };
}

function missing(what: string): never {
  throw new Error(`resolution engine: the ${what} was not given before the task that needs it`);
}
