import type { DoubtReason } from '../../../model/resolution.ts';
import type { Component, Edge } from './component.ts';
import { findObstacle } from './find-obstacle.ts';
import { findRival } from './find-rival.ts';

/** Why two records that a pair would have joined are in different clusters. */
export interface Refusal {
  readonly edge: Edge;
  readonly reason: DoubtReason;
}

export interface Partition {
  /** Member indices, ascending; clusters ordered by their first member. */
  readonly clusters: readonly (readonly number[])[];
  readonly clusterOf: readonly number[];
  readonly refusals: readonly Refusal[];
  /** Link decisions that newer decisions contradict. */
  readonly contradicted: readonly { readonly first: number; readonly second: number }[];
}

export function agglomerate(component: Component): Partition {
  const clusterOf = Array.from({ length: component.size }, (_, index) => index);
  const members = clusterOf.map((index) => [index]);
  const apart = component.decisions.filter((decision) => decision.kind === 'unlink');
  const decided: [number, number][] = [];
  const contradicted: { first: number; second: number }[] = [];
  const refusals: Refusal[] = [];

  const membersOf = (cluster: number): readonly number[] => members[cluster] ?? [];
  const home = (index: number): number => clusterOf[index] ?? index;
  const merge = (into: number, from: number): void => {
    const joined = [...membersOf(into), ...membersOf(from)];
    members[into] = joined;
    members[from] = [];
    for (const index of joined) clusterOf[index] = into;
  };
  const keptApart = (a: number, b: number): boolean =>
    apart.some(
      ({ first, second }) => (home(first) === a && home(second) === b) || (home(first) === b && home(second) === a),
    );

  for (const { first, second, kind } of component.decisions) {
    if (kind !== 'link') continue;
    const [a, b] = [home(first), home(second)];
    if (a !== b && keptApart(a, b)) {
      contradicted.push({ first, second });
      continue;
    }
    decided.push([first, second]);
    if (a !== b) merge(Math.min(a, b), Math.max(a, b));
  }

  for (const edge of component.edges) {
    if (edge.outcome !== 'link') continue;
    const [a, b] = [home(edge.first), home(edge.second)];
    if (a === b || keptApart(a, b)) continue;
    const obstacle = (one: number, others: readonly number[]): DoubtReason | null =>
      others.some((other) => keptApart(one, other))
        ? 'CLUSTER_SPLIT'
        : findObstacle(component, membersOf(one), others.flatMap(membersOf), decided);
    const reason = obstacle(a, [b]) ?? (findRival(component, edge, home, obstacle) ? 'CLUSTER_SPLIT' : null);
    if (reason) refusals.push({ edge, reason });
    else merge(Math.min(a, b), Math.max(a, b));
  }

  const clusters = members
    .filter((list) => list.length > 0)
    .map((list) => [...list].sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  const finalClusterOf = new Array<number>(component.size).fill(0);
  clusters.forEach((list, cluster) => {
    for (const index of list) finalClusterOf[index] = cluster;
  });
  return { clusters, clusterOf: finalClusterOf, refusals, contradicted };
}
