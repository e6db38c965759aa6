import type { Decision } from '../../model/entity.ts';
import type { Doubt, PreparedRecord, ResolutionModel, ResolvedCluster, WeighedPair } from '../../model/resolution.ts';
import { agglomerate } from './cluster/agglomerate.ts';
import { collectDoubts } from './cluster/collect-doubts.ts';
import { createComponent } from './cluster/component.ts';
import { type Judgement, judgeDecisions } from './decisions/judge-decisions.ts';
import { compareIds } from './record-order.ts';

export interface ComponentInput {
  /** All records of the component; order does not matter. */
  readonly records: readonly PreparedRecord[];
  /** All pairs between them at or above the review cut. */
  readonly pairs: readonly WeighedPair[];
  /** The decisions that nobody has undone on records of the component; of others nothing is joined or kept apart. */
  readonly decisions: readonly Decision[];
  readonly model: ResolutionModel;
}

export interface ComponentResult {
  /**
   * Every record is in exactly one, but for those that are not a person, which are in none; ordered by dataset and key
   * of their first member.
   */
  readonly clusters: readonly ResolvedCluster[];
  readonly doubts: readonly Doubt[];
  /** What became of the decisions. */
  readonly judgement: Judgement;
}

/**
 * Splits a connected component into entities: agglomeration by falling weight that no guard, no person's decision
 * and no contradicting member forbids; never transitive closure alone. What was forbidden, and what lies between the
 * cuts, comes back as doubts with their reason. A function of its input as a set: no order and no record id matters.
 */
export function clusterComponent(input: ComponentInput): ComponentResult {
  const component = createComponent(input.records, input.pairs, input.decisions, input.model);
  const partition = agglomerate(component);
  return {
    clusters: partition.clusters.map((members) => ({
      members: members.map((index) => component.record(index).id).sort(compareIds),
    })),
    doubts: collectDoubts(component, partition),
    judgement: judgeDecisions(input.decisions, input.records, component, partition.contradicted),
  };
}
