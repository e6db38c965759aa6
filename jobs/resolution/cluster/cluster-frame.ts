import { asRecordId } from '../../../schema/model/identity.ts';
import type { DoubtReason, WeighedPair } from '../../../schema/model/resolution.ts';
import { contradictionWeight } from '../../../schema/rules/resolution/cluster/find-obstacle.ts';
import { clusterComponent } from '../../../schema/rules/resolution/cluster-component.ts';
import type { CompiledModel } from '../../../schema/rules/resolution/compile-model.ts';
import { weighPattern } from '../../../schema/rules/resolution/weigh-pattern.ts';
import type { Edges } from '../edges.ts';
import type { Frame } from '../frame/frame.ts';
import { readPrepared } from '../frame/read-prepared.ts';
import type { RowScorer } from '../scoring/compile-scorer.ts';
import type { FrameComponents } from './connected-components.ts';

/** A doubt between two records of the frame, by their places. */
export interface FrameDoubt {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly reason: DoubtReason;
  readonly details: Readonly<Record<string, string>>;
}

export interface ClusterTask {
  readonly edges: Edges;
  readonly components: FrameComponents;
  /** Record → first record of its cluster; written for the records of the components that are done. Shared. */
  readonly clusterOf: Int32Array;
  /** Component → 1 where the rule itself must decide: a person's decision names one of its records. */
  readonly contested: Uint8Array;
  /** Leaves contested components to the caller, who has the records as they were sent; their places get -1. */
  readonly leaveContested: boolean;
}

export interface ClusterOutcome {
  readonly doubts: readonly FrameDoubt[];
  /** Components that need the rule itself. */
  readonly contested: number;
}

/**
 * Decides the components from..to. Nearly all of them hold no two records that must stay apart: there the rule can
 * forbid nothing, whatever the order of its merges, and the clusters are what links connect. A component with a
 * forbidden pair, a contradiction, a decision or a doubt goes through clusterComponent as it is.
 */
export function clusterFrame(
  frame: Frame,
  model: CompiledModel,
  scorer: RowScorer,
  { edges, components, clusterOf, contested, leaveContested }: ClusterTask,
  from: number,
  to: number,
): ClusterOutcome {
  const doubts: FrameDoubt[] = [];
  let needRule = 0;
  for (let component = from; component < to; component++) {
    const members = components.members.subarray(components.starts[component], components.starts[component + 1]);
    const own = components.edges.subarray(components.edgeStarts[component], components.edgeStarts[component + 1]);
    const simple = contested[component] ? null : clusterPeacefully(frame, model, scorer, edges, members, own);
    if (simple) {
      members.forEach((record, place) => {
        clusterOf[record] = members[simple[place] ?? place] ?? record;
      });
      continue;
    }
    needRule += 1;
    if (leaveContested) for (const record of members) clusterOf[record] = -1;
    else doubts.push(...clusterByRule(frame, model, edges, members, own, clusterOf));
  }
  return { doubts, contested: needRule };
}

/** Place of each member's cluster's first member; null where the rule must decide. */
function clusterPeacefully(
  frame: Frame,
  model: CompiledModel,
  scorer: RowScorer,
  edges: Edges,
  members: Int32Array,
  own: Int32Array,
): Int32Array | null {
  const size = members.length;
  if (size === 2) return edges.links[own[0] ?? 0] === 1 ? new Int32Array(2) : null;
  const linked = markLinks(edges, members, own);
  const leaders = joinLinked(linked, size);
  // What is connected by doubtful pairs alone is for the rule, and for a person.
  if (leaders.some((leader) => leader !== 0)) return null;
  const { width } = frame.layout;
  const against = contradictionWeight(model);
  for (let x = 0; x < size; x++) {
    for (let y = x + 1; y < size; y++) {
      if (linked[x * size + y]) continue;
      scorer.evaluate((members[x] ?? 0) * width, (members[y] ?? 0) * width);
      const { weight, guard } = weighPattern(model, scorer.levels, scorer.bits);
      if (weight < against || model.guards[guard]?.withinCluster) return null;
    }
  }
  return leaders;
}

/** [x × size + y] = 1 where the members at x < y link. */
function markLinks(edges: Edges, members: Int32Array, own: Int32Array): Uint8Array {
  const linked = new Uint8Array(members.length ** 2);
  for (const edge of own) {
    if (edges.links[edge] !== 1) continue;
    const [x, y] = [findPlace(members, edges.a[edge] ?? 0), findPlace(members, edges.b[edge] ?? 0)];
    linked[x * members.length + y] = 1;
  }
  return linked;
}

/** Member → first member that links connect it with. */
function joinLinked(linked: Uint8Array, size: number): Int32Array {
  const leaders = Int32Array.from({ length: size }, (_, place) => place);
  const leaderOf = (place: number): number => {
    let leader = place;
    while (leaders[leader] !== leader) leader = leaders[leader] ?? 0;
    return leader;
  };
  linked.forEach((isLinked, place) => {
    if (!isLinked) return;
    const [p, q] = [leaderOf(Math.floor(place / size)), leaderOf(place % size)];
    leaders[Math.max(p, q)] = Math.min(p, q);
  });
  return leaders.map((_, place) => leaderOf(place));
}

/** Members are ascending. */
function findPlace(members: Int32Array, record: number): number {
  let [low, high] = [0, members.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((members[middle] ?? 0) < record) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clusterByRule(
  frame: Frame,
  model: CompiledModel,
  edges: Edges,
  members: Int32Array,
  own: Int32Array,
  clusterOf: Int32Array,
): readonly FrameDoubt[] {
  const records = Array.from(members, (record) => readPrepared(frame, model.model.settings, record));
  const pairs = Array.from(
    own,
    (edge): WeighedPair => ({
      a: asRecordId(String(edges.a[edge] ?? 0)),
      b: asRecordId(String(edges.b[edge] ?? 0)),
      weight: edges.weights[edge] ?? 0,
      outcome: edges.links[edge] === 1 ? 'link' : 'review',
    }),
  );
  const { clusters, doubts } = clusterComponent({ records, pairs, decisions: [], model: model.model });
  for (const cluster of clusters) {
    const places = cluster.members.map(Number);
    const first = Math.min(...places);
    for (const record of places) clusterOf[record] = first;
  }
  return doubts.map(({ a, b, ...doubt }) => ({ ...doubt, a: Number(a), b: Number(b) }));
}
