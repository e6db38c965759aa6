import type { Doubt, DoubtReason } from '../../../model/resolution.ts';
import { compareIds } from '../record-order.ts';
import type { Partition } from './agglomerate.ts';
import type { Component, Edge } from './component.ts';

/** What a person should look at: one doubt for each two clusters, the heaviest, with the reason that kept them apart. */
export function collectDoubts(component: Component, partition: Partition): readonly Doubt[] {
  const answered = new Set<string>();
  const { clusterOf } = partition;
  for (const { first, second, kind } of component.decisions) {
    if (kind === 'unlink') answered.add(clusterPair(clusterOf[first], clusterOf[second]));
  }
  const doubts = new Map<string, Doubt>();
  for (const { first, second } of partition.contradicted) {
    doubts.set(`decision ${first}/${second}`, toDoubt(component, first, second, 'DECISIONS_CONTRADICT'));
  }
  const refused = new Map(partition.refusals.map(({ edge, reason }) => [edge, reason]));
  for (const edge of component.edges) {
    const place = clusterPair(clusterOf[edge.first], clusterOf[edge.second]);
    if (clusterOf[edge.first] === clusterOf[edge.second] || answered.has(place) || doubts.has(place)) continue;
    if (findSettling(component, partition, edge)) continue;
    const guard = component.model.guards[component.evaluate(edge.first, edge.second).weighed.guard];
    const reason = refused.get(edge) ?? guard?.reason ?? (edge.outcome === 'link' ? 'CLUSTER_SPLIT' : 'BELOW_LINK_CUT');
    doubts.set(place, toDoubt(component, edge.first, edge.second, reason));
  }
  return [...doubts.values()];
}

/**
 * Likeness short of a link between two clusters of which other members must stay apart, and no person need be asked
 * about these: the record that is alike has found its place. Gives the two members, or null.
 */
export function findSettling(
  component: Component,
  { clusters, clusterOf }: Partition,
  edge: Edge,
): readonly [number, number] | null {
  if (edge.outcome === 'link' || component.forbids(edge.first, edge.second) !== null) return null;
  const [a, b] = [clusters[clusterOf[edge.first] ?? 0] ?? [], clusters[clusterOf[edge.second] ?? 0] ?? []];
  for (const x of a) {
    for (const y of b) {
      if (component.forbids(x, y) !== null && component.evaluate(x, y).weighed.outcome === 'distinct') return [x, y];
    }
  }
  return null;
}

function toDoubt(component: Component, first: number, second: number, reason: DoubtReason): Doubt {
  const [x, y] = [component.record(first).id, component.record(second).id];
  const [a, b] = compareIds(x, y) < 0 ? [x, y] : [y, x];
  const { levels, weighed } = component.evaluate(first, second);
  const details = Object.fromEntries(
    component.model.comparisons.map((comparison, i) => [comparison.name, comparison.levelKeys[levels[i] ?? 0] ?? '']),
  );
  return { a, b, weight: weighed.weight, reason, details };
}

const clusterPair = (a = 0, b = 0): string => (a < b ? `${a}/${b}` : `${b}/${a}`);
