import type { Label, RecordId } from '../../../model/identity.ts';
import { agglomerate } from '../cluster/agglomerate.ts';
import { createComponent } from '../cluster/component.ts';
import type { ComponentInput } from '../cluster-component.ts';
import { compareIds } from '../record-order.ts';
import { heldLabel, recordLabel } from './cluster-labels.ts';
import { explainHeld, type HeldCluster } from './held-cluster.ts';
import { explainSplit, type Separation } from './split-cluster.ts';

export interface ClusterExplanation extends HeldCluster {
  /** Numerically sorted. */
  readonly members: readonly RecordId[];
  /** How it holds, in one sentence. */
  readonly summary: Label;
  readonly separations: readonly Separation[];
  /** Records that pairs and decisions connect with it, its own included. */
  readonly componentSize: number;
}

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
  const held = explainHeld(component, partition, members);
  const decided = held.joins.filter((join) => join.decided).length;
  return {
    ...held,
    members: members.map((index) => component.record(index).id).sort(compareIds),
    summary: heldLabel({ records: members.length, decided }),
    separations: explainSplit(component, partition, cluster),
    componentSize: component.size,
  };
}

type Lists = Pick<ClusterExplanation, 'joins' | 'carried' | 'separations'>;

export interface RecordExplanation extends Lists {
  readonly summary: Label;
}

/** What concerns one record of an explained cluster: how it came in, what carries it, what keeps it from others. */
export function aboutRecord(explained: ClusterExplanation, recordId: RecordId): RecordExplanation {
  const isAbout = ({ a, b }: { readonly a: RecordId; readonly b: RecordId }): boolean =>
    a === recordId || b === recordId;
  const joins = explained.joins.filter(isAbout);
  const carried = explained.carried.filter(isAbout);
  const separations = explained.separations.filter(isAbout);
  const others = explained.members.length - 1;
  const summary = recordLabel({ others, carried: carried.length, apart: separations.length });
  return { summary, joins, carried, separations };
}

/** How many there are of each, also where the lists are cut. */
export type ListCounts = Readonly<Record<keyof Lists, number>>;

/** Above so many records in the component the lists are cut to the most telling. */
const wholeUpTo = 200;
const mostTelling = 50;

/** The lists as they are shown: of a crowd only the lightest joins, the least alike carried, the heaviest kept apart. */
export function keepMostTelling<Explained extends Lists>(
  explained: Explained,
  componentSize: number,
): Explained & { readonly counts: ListCounts } {
  const { joins, carried, separations } = explained;
  const counts = { joins: joins.length, carried: carried.length, separations: separations.length };
  if (componentSize <= wholeUpTo) return { ...explained, counts };
  return {
    ...explained,
    counts,
    joins: joins.slice(-mostTelling),
    carried: carried.slice(0, mostTelling),
    separations: separations.slice(0, mostTelling),
  };
}
