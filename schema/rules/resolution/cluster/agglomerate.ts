import type { DoubtReason } from '../../../model/resolution.ts';
import type { Component, Edge } from './component.ts';

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

/**
 * A cross pair this far below the prior's odds speaks against the whole merge, in bits. Sources err in one or two
 * fields; a record that contradicts a member this strongly shares with it only what the middle record lent.
 */
const contradictionBits = -12;

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
    const reason = findObstacle(component, membersOf(a), membersOf(b), decided);
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

function findObstacle(
  component: Component,
  a: readonly number[],
  b: readonly number[],
  decided: readonly (readonly [number, number])[],
): DoubtReason | null {
  let contradiction = false;
  for (const x of a) {
    for (const y of b) {
      const reason = component.forbids(x, y);
      if (reason && !answered(component, x, y, reason, decided) && !knownOtherwise(component, x, a, y, b))
        return reason;
      if (!reason && component.evaluate(x, y).weighed.weight < contradictionBits) contradiction = true;
    }
  }
  return contradiction ? 'CLUSTER_SPLIT' : null;
}

/** One of the two agrees with another record of the other's side in what the guard takes for a difference of persons. */
function knownOtherwise(
  component: Component,
  x: number,
  besideX: readonly number[],
  y: number,
  besideY: readonly number[],
): boolean {
  return (
    besideY.some((third) => third !== y && component.excuses(x, y, third)) ||
    besideX.some((third) => third !== x && component.excuses(y, x, third))
  );
}

/** A person who joined two records under the same guard has answered for those that agree with each of the two. */
function answered(
  component: Component,
  x: number,
  y: number,
  reason: DoubtReason,
  decided: readonly (readonly [number, number])[],
): boolean {
  const agree = (p: number, q: number): boolean =>
    p === q || (component.forbids(p, q) === null && component.evaluate(p, q).weighed.outcome === 'link');
  return decided.some(
    ([p, q]) => component.forbids(p, q) === reason && ((agree(x, p) && agree(y, q)) || (agree(x, q) && agree(y, p))),
  );
}
