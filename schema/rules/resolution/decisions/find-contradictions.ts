import { type Decision, type RecordName, recordsOf } from '../../../model/entity.ts';
import type { DoubtReason } from '../../../model/resolution.ts';
import type { Component, DecisionEdge } from '../cluster/component.ts';
import { findChains } from './find-chains.ts';
import { findSetAside } from './find-set-aside.ts';
import { nameRecord } from './name-record.ts';
import type { StandingDecisions } from './standing-decisions.ts';

/**
 * Decisions that cannot all be true; taking back any one of them ends it. The first is the one that gives way.
 * SAME_PAIR: a link and an unlink of one pair. CHAIN: links that join what an unlink keeps apart. NOT_A_PERSON: a link
 * with a record that is no subject. GUARD: one link, of two records that a guard tells apart; it holds, and is shown.
 */
export interface Contradiction {
  readonly form: 'SAME_PAIR' | 'CHAIN' | 'NOT_A_PERSON' | 'GUARD';
  readonly decisions: readonly Decision[];
  readonly guard: DoubtReason | null;
}

/**
 * Every contradiction between decisions on records that are there.
 * @param existing the records that are there
 * @param refused links of the component that an unlink keeps from holding
 */
export function findContradictions(
  decided: StandingDecisions,
  existing: readonly RecordName[],
  component: Component,
  refused: readonly DecisionEdge[],
): readonly Contradiction[] {
  const there = new Set(existing.map(nameRecord));
  const isThere = (decision: Decision): boolean => recordsOf(decision).every((name) => there.has(nameRecord(name)));
  return [
    ...onSamePair(decided, isThere),
    ...withNobody(decided, isThere),
    ...aroundUnlinks(decided, component, refused),
    ...overGuards(decided, component, refused),
  ];
}

type Judge = (decision: Decision) => boolean;

const onSamePair = ({ superseded }: StandingDecisions, isThere: Judge): readonly Contradiction[] =>
  superseded.flatMap(({ decision, by }): Contradiction[] =>
    decision.kind !== by.kind && isThere(decision)
      ? [{ form: 'SAME_PAIR', decisions: [decision, by], guard: null }]
      : [],
  );

function withNobody({ standing }: StandingDecisions, isThere: Judge): readonly Contradiction[] {
  const setAside = findSetAside(standing);
  if (setAside.size === 0) return [];
  return standing.flatMap((link): readonly Contradiction[] => {
    if (link.kind !== 'link' || !isThere(link)) return [];
    const words = recordsOf(link).flatMap((name) => setAside.get(nameRecord(name)) ?? []);
    return words.map((word) => ({ form: 'NOT_A_PERSON', decisions: [link, word], guard: null }));
  });
}

function aroundUnlinks(
  { standing }: StandingDecisions,
  component: Component,
  refused: readonly DecisionEdge[],
): readonly Contradiction[] {
  const byId = new Map(standing.map((decision) => [decision.id, decision]));
  return findChains(component.decisions, refused).map(({ link, others }) => ({
    form: 'CHAIN',
    decisions: [link, ...others].flatMap(({ id }) => byId.get(id) ?? []),
    guard: null,
  }));
}

function overGuards(
  { standing }: StandingDecisions,
  component: Component,
  refused: readonly DecisionEdge[],
): readonly Contradiction[] {
  const byId = new Map(standing.map((decision) => [decision.id, decision]));
  return component.decisions.flatMap((edge): Contradiction[] => {
    if (edge.kind !== 'link' || refused.includes(edge)) return [];
    const [guard, link] = [component.forbids(edge.first, edge.second), byId.get(edge.id)];
    return guard && link ? [{ form: 'GUARD', decisions: [link], guard }] : [];
  });
}
