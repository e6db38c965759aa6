import type { DoubtReason } from '../../../model/resolution.ts';
import type { Component, DecisionEdge, Edge } from './component.ts';
import { findObstacle, type Obstacle } from './find-obstacle.ts';
import { findRival } from './find-rival.ts';

/** Why two records that a pair would have joined are in different clusters. */
export interface Refusal {
  readonly edge: Edge;
  readonly reason: DoubtReason;
  /** What stood in the way when the edge's turn came. */
  readonly cause: Obstacle | { readonly kind: 'rival'; readonly rival: Edge };
}

/** Two clusters became one by this pair; null = by a person's decision. */
export interface Join {
  readonly first: number;
  readonly second: number;
  readonly edge: Edge | null;
}

export interface Partition {
  /** Member indices, ascending; clusters ordered by their first member. */
  readonly clusters: readonly (readonly number[])[];
  readonly clusterOf: readonly number[];
  /** In their order: decisions, then links by falling weight. Those of one cluster span it. */
  readonly joins: readonly Join[];
  readonly refusals: readonly Refusal[];
  /** Links between clusters that a person keeps apart, with the decision that does. */
  readonly keptApart: readonly { readonly edge: Edge; readonly decision: DecisionEdge }[];
  /** The pairs that a person linked and nothing contradicts. */
  readonly decided: readonly (readonly [number, number])[];
  /** Link decisions that would join what unlink decisions keep apart. */
  readonly contradicted: readonly DecisionEdge[];
}

export function agglomerate(component: Component): Partition {
  const clusterOf = Array.from({ length: component.size }, (_, index) => index);
  const members = clusterOf.map((index) => [index]);
  const apart = component.decisions.filter((decision) => decision.kind === 'unlink');
  const decided: [number, number][] = [];
  const contradicted: DecisionEdge[] = [];
  const joins: Join[] = [];
  const refusals: Refusal[] = [];
  const keptApart: { edge: Edge; decision: DecisionEdge }[] = [];

  const membersOf = (cluster: number): readonly number[] => members[cluster] ?? [];
  const home = (index: number): number => clusterOf[index] ?? index;
  const join = (first: number, second: number, edge: Edge | null): void => {
    joins.push({ first, second, edge });
    const [a, b] = [home(first), home(second)];
    const [into, from] = [Math.min(a, b), Math.max(a, b)];
    const joined = [...membersOf(into), ...membersOf(from)];
    members[into] = joined;
    members[from] = [];
    for (const index of joined) clusterOf[index] = into;
  };
  const separation = (a: number, b: number): DecisionEdge | undefined =>
    apart.find(
      ({ first, second }) => (home(first) === a && home(second) === b) || (home(first) === b && home(second) === a),
    );

  const obstacle = (one: number, others: readonly number[]): Obstacle | null => {
    for (const other of others) {
      const kept = separation(one, other);
      if (kept) return { kind: 'decision', reason: 'CLUSTER_SPLIT', first: kept.first, second: kept.second };
    }
    return findObstacle(component, membersOf(one), others.flatMap(membersOf), decided);
  };

  for (const decision of component.decisions) {
    const { first, second, kind } = decision;
    if (kind !== 'link') continue;
    const [a, b] = [home(first), home(second)];
    if (a !== b && separation(a, b)) {
      contradicted.push(decision);
      continue;
    }
    decided.push([first, second]);
    if (a !== b) join(first, second, null);
  }

  for (const edge of component.edges) {
    if (edge.outcome !== 'link') continue;
    const [a, b] = [home(edge.first), home(edge.second)];
    if (a === b) continue;
    const decision = separation(a, b);
    if (decision) {
      keptApart.push({ edge, decision });
      continue;
    }
    const found = obstacle(a, [b]);
    const rival = found ? null : findRival(component, edge, home, obstacle);
    if (found) refusals.push({ edge, reason: found.reason, cause: found });
    else if (rival) refusals.push({ edge, reason: 'CLUSTER_SPLIT', cause: { kind: 'rival', rival } });
    else join(edge.first, edge.second, edge);
  }

  const clusters = members
    .filter((list) => list.length > 0)
    .map((list) => [...list].sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  const finalClusterOf = new Array<number>(component.size).fill(0);
  clusters.forEach((list, cluster) => {
    for (const index of list) finalClusterOf[index] = cluster;
  });
  return { clusters, clusterOf: finalClusterOf, joins, refusals, keptApart, decided, contradicted };
}
