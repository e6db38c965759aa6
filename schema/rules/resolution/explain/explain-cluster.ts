import type { Label, RecordId } from '../../../model/identity.ts';
import { agglomerate } from '../cluster/agglomerate.ts';
import { createComponent } from '../cluster/component.ts';
import type { ComponentInput } from '../cluster-component.ts';
import { compareIds } from '../record-order.ts';
import { heldLabel } from './cluster-labels.ts';
import { type CarriedPair, type ExplainedJoin, explainHeld, type HeldCluster } from './held-cluster.ts';
import { explainSplit, type Separation } from './split-cluster.ts';

export interface ClusterExplanation extends HeldCluster {
  /** Numerically sorted. */
  readonly members: readonly RecordId[];
  /** How it holds, in one sentence. */
  readonly summary: Label;
  readonly separations: readonly Separation[];
  /** How many there are in all, also where the lists are cut to the most telling. */
  readonly counts: { readonly joins: number; readonly carried: number; readonly separations: number };
}

/** Above so many records in the component only the most telling of each list are kept. */
const wholeUpTo = 200;
const mostTelling = 50;

/**
 * Why the cluster of a record holds and why it is no larger: the log of the very run that makes the clusters, so the
 * explanation cannot tell another story than the decision. Null where the component has no such record.
 */
export function explainCluster(input: ComponentInput, recordId: RecordId): ClusterExplanation | null {
  const component = createComponent(input.records, input.pairs, input.decisions, input.model);
  const partition = agglomerate(component);
  const cluster = partition.clusters.findIndex((members) =>
    members.some((index) => component.record(index).id === recordId),
  );
  const members = partition.clusters[cluster];
  if (!members) return null;
  const { joins, weakest, carried } = explainHeld(component, partition, members);
  const separations = explainSplit(component, partition, cluster);
  const limit = component.size > wholeUpTo ? mostTelling : Number.POSITIVE_INFINITY;
  return {
    members: members.map((index) => component.record(index).id).sort(compareIds),
    summary: heldLabel({ records: members.length, decided: joins.filter(({ decided }) => decided).length }),
    joins: lightest(joins, limit),
    weakest,
    carried: carried.slice(0, limit),
    separations: separations.slice(0, limit),
    counts: { joins: joins.length, carried: carried.length, separations: separations.length },
  };
}

/** What concerns one record of an explained cluster: how it came in, what carries it, what keeps it from others. */
export function aboutRecord(explained: ClusterExplanation, recordId: RecordId): Omit<ClusterExplanation, 'counts'> {
  const isAbout = ({ a, b }: { readonly a: RecordId; readonly b: RecordId }): boolean =>
    a === recordId || b === recordId;
  const joins: readonly ExplainedJoin[] = explained.joins.filter(isAbout);
  const carried: readonly CarriedPair[] = explained.carried.filter(isAbout);
  const { members, summary, weakest, separations } = explained;
  return { members, summary, weakest, joins, carried, separations: separations.filter(isAbout) };
}

/** What hangs by the thinnest thread tells the most; the order of joining is kept. */
function lightest(joins: readonly ExplainedJoin[], limit: number): readonly ExplainedJoin[] {
  if (joins.length <= limit) return joins;
  return joins.slice(-limit);
}
