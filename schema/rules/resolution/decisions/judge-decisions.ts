import { type Decision, type DecisionState, type RecordName, recordsOf } from '../../../model/entity.ts';
import type { DoubtReason } from '../../../model/resolution.ts';
import type { Component, DecisionEdge } from '../cluster/component.ts';
import { findChains } from './find-chains.ts';
import { findSetAside } from './find-set-aside.ts';
import { nameRecord } from './name-record.ts';
import { standingDecisions } from './standing-decisions.ts';

/** What a decision that nobody has undone stands for now. */
export interface DecisionStanding {
  readonly id: string;
  readonly state: Exclude<DecisionState, 'undone'>;
  /** Ids of the decisions that it gives way to, sorted. */
  readonly against: readonly string[];
  /** The guard that a link in force overrides. */
  readonly guard: DoubtReason | null;
}

/**
 * Decisions that cannot all be true; taking back any one of them ends it.
 * SAME_PAIR: a link and an unlink of one pair. CHAIN: links that join what an unlink keeps apart. NOT_A_PERSON: a link
 * with a record that is no subject. GUARD: one link, of two records that a guard tells apart; it holds, and is shown.
 */
export interface Contradiction {
  readonly form: 'SAME_PAIR' | 'CHAIN' | 'NOT_A_PERSON' | 'GUARD';
  readonly decisions: readonly Decision[];
  readonly guard: DoubtReason | null;
}

export interface Judgement {
  /** One for each decision, by id. */
  readonly standings: readonly DecisionStanding[];
  readonly contradictions: readonly Contradiction[];
}

/**
 * What holds of each decision, and which contradict each other. Of two decisions on one pair the newer stands. A record
 * that is not a person is nobody's, whatever links name it. An unlink stands before links that go around it. Only
 * between records that are there can decisions contradict; one that waits for its record is in force.
 * @param existing the records that are there, by name
 * @param refused links of the component that an unlink keeps from holding
 */
export function judgeDecisions(
  decisions: readonly Decision[],
  existing: readonly RecordName[],
  component: Component,
  refused: readonly DecisionEdge[],
): Judgement {
  if (decisions.length === 0) return nothingJudged;
  const there = new Set(existing.map(nameRecord));
  const isThere = (decision: Decision): boolean => recordsOf(decision).every((name) => there.has(nameRecord(name)));
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  const named = (ids: readonly string[]): readonly Decision[] => ids.flatMap((id) => byId.get(id) ?? []);
  const { standing, superseded } = standingDecisions(decisions);

  const contradictions: Contradiction[] = [];
  for (const { decision, by } of superseded) {
    if (decision.kind === by.kind || !isThere(decision)) continue;
    contradictions.push({ form: 'SAME_PAIR', decisions: [by, decision], guard: null });
  }
  const setAside = findSetAside(standing);
  for (const link of standing) {
    if (link.kind !== 'link' || !isThere(link)) continue;
    for (const name of recordsOf(link)) {
      const word = setAside.get(nameRecord(name));
      if (word) contradictions.push({ form: 'NOT_A_PERSON', decisions: [link, word], guard: null });
    }
  }
  for (const { link, others } of findChains(component.decisions, refused)) {
    contradictions.push({ form: 'CHAIN', decisions: named([link.id, ...others.map(({ id }) => id)]), guard: null });
  }
  const guards = findGuards(component, refused);
  for (const [id, guard] of guards) contradictions.push({ form: 'GUARD', decisions: named([id]), guard });

  const newer = new Map(superseded.map(({ decision, by }) => [decision.id, by.id]));
  const against = contradictedBy(contradictions);
  return {
    contradictions,
    standings: decisions.map(({ id }): DecisionStanding => {
      const by = newer.get(id);
      if (by !== undefined) return { id, state: 'superseded', against: [by], guard: null };
      const others = against.get(id);
      if (others) return { id, state: 'contradicted', against: [...others].sort(), guard: null };
      return { id, state: 'in-force', against: [], guard: guards.get(id) ?? null };
    }),
  };
}

/** Most components hold no decision: they share this. */
const nothingJudged: Judgement = { standings: [], contradictions: [] };

/** Links that hold although a guard tells their records apart, with the guard's reason. */
function findGuards(component: Component, refused: readonly DecisionEdge[]): ReadonlyMap<string, DoubtReason> {
  const guards = new Map<string, DoubtReason>();
  for (const edge of component.decisions) {
    if (edge.kind !== 'link' || refused.includes(edge)) continue;
    const guard = component.forbids(edge.first, edge.second);
    if (guard) guards.set(edge.id, guard);
  }
  return guards;
}

/** The links that do not hold, each with the decisions that it gives way to: in these two forms the link comes first. */
function contradictedBy(contradictions: readonly Contradiction[]): ReadonlyMap<string, ReadonlySet<string>> {
  const against = new Map<string, Set<string>>();
  for (const { form, decisions } of contradictions) {
    const [link, ...others] = decisions;
    if (!link || (form !== 'CHAIN' && form !== 'NOT_A_PERSON')) continue;
    const known = against.get(link.id) ?? new Set();
    for (const { id } of others) known.add(id);
    against.set(link.id, known);
  }
  return against;
}
