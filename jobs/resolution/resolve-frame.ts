import type { ResolutionModel, ResolutionSettings } from '../../schema/model/resolution.ts';
import type { BlockLayer, OversizeBlock } from './blocking/build-layers.ts';
import type { FrameDoubt } from './cluster/cluster-frame.ts';
import { connectComponents, type FrameComponents } from './cluster/connected-components.ts';
import { type Edges, joinEdges } from './edges.ts';
import type { EngineTasks, RecordRange } from './engine-tasks.ts';
import { type BlockRange, splitLayers } from './find-edges.ts';
import type { Frame } from './frame/frame.ts';
import type { TaskPool } from './threads/task-pool.ts';

export type EnginePool = TaskPool<EngineTasks>;

/** Pairs of one task: some tenths of a second, so that threads end together and progress is seen. */
const pairsPerTask = 4_000_000;

/** Completes a frame that is filled: every blocking rule's layers, in the order of the rules, and addresses taken apart. */
export async function buildAllLayers(
  pool: EnginePool,
  settings: ResolutionSettings,
): Promise<{ readonly layers: readonly BlockLayer[]; readonly oversize: readonly OversizeBlock[] }> {
  const shares = Array.from({ length: pool.size }, (_, share) => ({ share, of: pool.size }));
  await Promise.all(shares.map((task) => pool.run('fillSlots', task)));
  const built = await Promise.all(
    settings.blocking.map((_, rule) => pool.run('buildLayers', { settings, rule, oversizeKeys: 'from-records' })),
  );
  const layers = built.flatMap((one) => one.layers);
  await pool.broadcast('layers', layers);
  return { layers, oversize: built.flatMap((one) => one.oversize) };
}

/** Gives every thread the model and notes in the frame what it makes of every value's frequency. */
export async function useModel(pool: EnginePool, frame: Frame, model: ResolutionModel): Promise<void> {
  await pool.broadcast('model', model);
  await Promise.all(splitRange(frame.size, pool.size).map((range) => pool.run('fillFrequencies', range)));
  // Every thread reads the frequencies anew now that all are noted.
  await pool.broadcast('model', model);
}

/** Every scored pair at or above the review cut, ordered by (a, b): the same with one thread or many. */
export async function findAllEdges(
  pool: EnginePool,
  layers: readonly BlockLayer[],
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Edges> {
  const ranges = splitLayers(layers, pairsPerTask);
  let done = 0;
  const find = async (range: BlockRange): Promise<Edges> => {
    const edges = await pool.run('findEdges', range);
    done += 1;
    onProgress(done, ranges.length);
    return edges;
  };
  return joinEdges(await Promise.all(ranges.map(find)));
}

export interface FrameClusters {
  /** Record → first record of its cluster; -1 in a component that was left to the caller. */
  readonly clusterOf: Int32Array;
  /** In the order of their components. */
  readonly doubts: readonly FrameDoubt[];
  readonly components: FrameComponents;
  /** Components that needed the clustering rule itself. */
  readonly contested: number;
}

export interface ClusterOptions {
  /** Pairs of places that belong to one component whatever the evidence: what decisions name. */
  readonly joined?: readonly (readonly [number, number])[];
  /** Leaves components that the rule itself must decide, and those of these places, to the caller. */
  readonly leave?: { readonly contested: true; readonly places: readonly number[] };
}

/** Decides all components. */
export async function clusterAll(
  pool: EnginePool,
  frame: Frame,
  edges: Edges,
  { joined = [], leave }: ClusterOptions = {},
): Promise<FrameClusters> {
  const components = connectComponents(frame.size, edges, joined);
  const clusterOf = new Int32Array(new SharedArrayBuffer(frame.size * 4));
  for (let record = 0; record < frame.size; record++) clusterOf[record] = record;
  const task = {
    edges,
    components,
    clusterOf,
    contested: markComponents(components, leave?.places ?? []),
    leaveContested: leave !== undefined,
  };
  const outcomes = await Promise.all(
    splitRange(components.count, pool.size * 8).map((range) => pool.run('cluster', { ...range, ...task })),
  );
  return {
    clusterOf,
    components,
    doubts: outcomes.flatMap(({ doubts }) => doubts),
    contested: outcomes.reduce((sum, { contested }) => sum + contested, 0),
  };
}

/** Component → 1 where it holds one of the places. */
function markComponents({ count, starts, members }: FrameComponents, places: readonly number[]): Uint8Array {
  const marked = new Uint8Array(new SharedArrayBuffer(count));
  if (places.length === 0) return marked;
  const named = new Set(places);
  for (let component = 0; component < count; component++) {
    for (let place = starts[component] ?? 0; place < (starts[component + 1] ?? 0); place++) {
      if (named.has(members[place] ?? -1)) marked[component] = 1;
    }
  }
  return marked;
}

export function splitRange(size: number, parts: number): readonly RecordRange[] {
  const step = Math.max(1, Math.ceil(size / Math.max(1, parts)));
  return Array.from({ length: Math.ceil(size / step) }, (_, part) => ({
    from: part * step,
    to: Math.min(size, (part + 1) * step),
  }));
}
