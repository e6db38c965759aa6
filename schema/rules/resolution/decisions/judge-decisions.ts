import type { Decision, DecisionState, RecordName } from '../../../model/entity.ts';
import type { DoubtReason } from '../../../model/resolution.ts';
import type { Component, DecisionEdge } from '../cluster/component.ts';
import { type Contradiction, findContradictions } from './find-contradictions.ts';
import { type StandingDecisions, standingDecisions } from './standing-decisions.ts';

/** What a decision that nobody has undone stands for now. */
export interface DecisionStanding {
  readonly id: string;
  readonly state: Exclude<DecisionState, 'undone'>;
  /** Ids of the decisions that it gives way to, sorted. */
  readonly against: readonly string[];
  /** The guard that a link in force overrides. */
  readonly guard: DoubtReason | null;
}

export interface Judgement {
  /** One for each decision. */
  readonly standings: readonly DecisionStanding[];
  readonly contradictions: readonly Contradiction[];
}

/**
 * What holds of each decision, and which contradict each other. Of two decisions on one pair the newer stands. A record
 * that is not a person is nobody's, whatever links name it. An unlink stands before links that go around it. Only
 * between records that are there can decisions contradict; one that waits for its record is in force.
 * @param existing the records that are there
 * @param refused links of the component that an unlink keeps from holding
 */
export function judgeDecisions(
  decisions: readonly Decision[],
  existing: readonly RecordName[],
  component: Component,
  refused: readonly DecisionEdge[],
): Judgement {
  if (decisions.length === 0) return nothingJudged;
  const decided = standingDecisions(decisions);
  const contradictions = findContradictions(decided, existing, component, refused);
  return { contradictions, standings: toStandings(decided, contradictions) };
}

/** Most components hold no decision: they share this. */
const nothingJudged: Judgement = { standings: [], contradictions: [] };

function toStandings(
  { standing, superseded }: StandingDecisions,
  contradictions: readonly Contradiction[],
): readonly DecisionStanding[] {
  const against = new Map<string, Set<string>>();
  const guards = new Map<string, DoubtReason>();
  for (const { decisions, guard } of contradictions) {
    const [first, ...others] = decisions.map(({ id }) => id);
    if (first === undefined) continue;
    if (guard) guards.set(first, guard);
    else against.set(first, new Set([...(against.get(first) ?? []), ...others]));
  }
  return [
    ...superseded.map(({ decision: { id }, by }): DecisionStanding => {
      return { id, state: 'superseded', against: [by.id], guard: null };
    }),
    ...standing.map(({ id }): DecisionStanding => {
      const others = against.get(id);
      if (others) return { id, state: 'contradicted', against: [...others].sort(), guard: null };
      return { id, state: 'in-force', against: [], guard: guards.get(id) ?? null };
    }),
  ];
}
