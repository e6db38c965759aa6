import type { ResolutionModel, ResolutionSettings, TermFrequency } from '../../schema/model/resolution.ts';
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
import type { TaskHandlers } from './threads/task-pool.ts';
import { type CountedPattern, countPatterns } from './training/count-patterns.ts';
import { countWeights, type WeightBins } from './training/count-weights.ts';
import { type AgreeingPairs, type AgreeingQuestion, sampleAgreeing } from './training/sample-agreeing.ts';
import { type LevelCounts, sampleLevels } from './training/sample-levels.ts';
import { countTerm, smoothTerms, type TermQuestion } from './training/term-frequencies.ts';

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
  readonly sampleAgreeing: { readonly task: AgreeingQuestion; readonly result: AgreeingPairs };
  readonly countPatterns: { readonly task: readonly BlockRange[]; readonly result: readonly CountedPattern[] };
  /** By a model with `openCuts`. */
  readonly countWeights: { readonly task: readonly BlockRange[]; readonly result: WeightBins };
  readonly smoothTerms: {
    readonly task: TermQuestion & { readonly sameSubject: number };
    readonly result: TermFrequency;
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
    sampleAgreeing: (question) => sampleAgreeing(theFrame(), theModel(), question),
    countPatterns: (ranges) => countPatterns(theFrame(), layers, theModel(), ranges),
    countWeights: (ranges) => countWeights(theFrame(), layers, theModel(), ranges),
    smoothTerms: ({ sameSubject, ...question }) => smoothTerms(countTerm(theFrame(), question), sameSubject),
    findEdges: (range) => theFinder().find(range),
    observeEdges: ({ ids, seed, ...range }) => observeEdges(theFrame(), layers, theModel(), range, { ids, seed }),
    cluster: ({ from, to, ...task }) => clusterFrame(theFrame(), theModel(), theScorer(), task, from, to),
  };
}

function missing(what: string): never {
  throw new Error(`resolution engine: the ${what} was not given before the task that needs it`);
}
