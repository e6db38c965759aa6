import type { Label, RecordId } from '../../../model/identity.ts';
import type { DoubtReason, PairOutcome } from '../../../model/resolution.ts';
import type { Partition } from '../cluster/agglomerate.ts';
import { collectDoubts, findSettling } from '../cluster/collect-doubts.ts';
import type { Component, Edge } from '../cluster/component.ts';
import { separationLabel } from './cluster-labels.ts';

/** What keeps two alike records in two clusters. */
export type SeparationCause =
  /** A guard holds between two records of the two sides. */
  | 'guard'
  /** Two records of the two sides contradict each other. */
  | 'contradiction'
  /** One of the two fits another cluster as well, and both together cannot be. */
  | 'rival'
  /** A person keeps two records of the two sides apart. */
  | 'decision'
  /** A person linked the two, and other decisions contradict that. */
  | 'contradicted-decision'
  /** The evidence lies between the cuts, and a guard keeps two other records of the two sides apart without asking. */
  | 'settled'
  /** The evidence lies between the cuts. */
  | 'below-link-cut';

/** Two alike records, a of the cluster that is explained and b of another. */
export interface Separation {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  /** What the two are by themselves. */
  readonly outcome: PairOutcome;
  readonly cause: SeparationCause;
  readonly reason: DoubtReason;
  /** The two records that the cause is about: other than a and b where it lies between other members, or with a rival. */
  readonly because: readonly RecordId[];
  /** Whether a person is being asked about exactly these two. */
  readonly asked: boolean;
  readonly label: Label;
}

/** Why the cluster is no larger: every alike pair between it and another one, the heaviest first. */
export function explainSplit(component: Component, partition: Partition, cluster: number): readonly Separation[] {
  const { clusterOf } = partition;
  const asked = new Set(collectDoubts(component, partition).map(({ a, b }) => `${a}/${b}`));
  const refusals = new Map(partition.refusals.map((refusal) => [refusal.edge, refusal]));
  const keptApart = new Map(partition.keptApart.map(({ edge, decision }) => [edge, decision]));
  const leaves = ({ first, second }: Pick<Edge, 'first' | 'second'>): boolean =>
    clusterOf[first] !== clusterOf[second] && (clusterOf[first] === cluster || clusterOf[second] === cluster);

  const contradicted = partition.contradicted.filter(leaves).map(({ first, second }) =>
    toSeparation(component, partition, asked, cluster, [first, second], {
      cause: 'contradicted-decision',
      reason: 'DECISIONS_CONTRADICT',
      because: [first, second],
    }),
  );
  const alike = component.edges.filter(leaves).map((edge) => {
    const decision = keptApart.get(edge);
    const refusal = refusals.get(edge);
    const ends = [edge.first, edge.second] as const;
    const found: Found = decision
      ? { cause: 'decision', reason: 'CLUSTER_SPLIT', because: [decision.first, decision.second] }
      : refusal
        ? ofRefusal(refusal)
        : ofPairItself(component, partition, edge);
    return toSeparation(component, partition, asked, cluster, ends, found);
  });
  return [...contradicted, ...alike.sort((x, y) => y.weight - x.weight)];
}

interface Found {
  readonly cause: SeparationCause;
  readonly reason: DoubtReason;
  readonly because: readonly number[];
}

function ofRefusal({ cause, reason }: Partition['refusals'][number]): Found {
  if (cause.kind === 'rival') return { cause: 'rival', reason, because: [cause.rival.first, cause.rival.second] };
  return { cause: cause.kind, reason, because: [cause.first, cause.second] };
}

/** A pair that does not link by itself was never tried; a person's word between its clusters still goes before the rest. */
function ofPairItself(component: Component, partition: Partition, edge: Edge): Found {
  const { clusterOf } = partition;
  const { first, second } = edge;
  const [a, b] = [clusterOf[first], clusterOf[second]];
  const decision = component.decisions.find(
    ({ kind, first: x, second: y }) =>
      kind === 'unlink' && ((clusterOf[x] === a && clusterOf[y] === b) || (clusterOf[x] === b && clusterOf[y] === a)),
  );
  if (decision) return { cause: 'decision', reason: 'CLUSTER_SPLIT', because: [decision.first, decision.second] };
  const guard = component.model.guards[component.evaluate(first, second).weighed.guard];
  if (guard) return { cause: 'guard', reason: guard.reason, because: [first, second] };
  const settling = findSettling(component, partition, edge);
  if (settling) return { cause: 'settled', reason: 'BELOW_LINK_CUT', because: settling };
  return { cause: 'below-link-cut', reason: 'BELOW_LINK_CUT', because: [first, second] };
}

function toSeparation(
  component: Component,
  { clusterOf }: Partition,
  asked: ReadonlySet<string>,
  cluster: number,
  [first, second]: readonly [number, number],
  { cause, reason, because }: Found,
): Separation {
  const [inner, outer] = clusterOf[first] === cluster ? [first, second] : [second, first];
  const [a, b] = [component.record(inner).id, component.record(outer).id];
  const { weight, outcome } = component.evaluate(first, second).weighed;
  const [x = first, y = second] = because;
  const guard = component.model.model.settings.guards[component.evaluate(x, y).weighed.guard];
  const isAsked = asked.has(`${a}/${b}`) || asked.has(`${b}/${a}`);
  return {
    a,
    b,
    weight,
    outcome,
    cause,
    reason,
    because: because.map((index) => component.record(index).id),
    asked: isAsked,
    label: separationLabel(
      cause,
      cause === 'guard' || cause === 'settled' ? (guard?.label ?? null) : null,
      isOthers(because, [first, second]),
    ),
  };
}

const isOthers = (because: readonly number[], ends: readonly number[]): boolean =>
  because.some((index) => !ends.includes(index));
