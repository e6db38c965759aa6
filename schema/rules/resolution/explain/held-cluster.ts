import type { Label, RecordId } from '../../../model/identity.ts';
import type { PairOutcome } from '../../../model/resolution.ts';
import type { Join, Partition } from '../cluster/agglomerate.ts';
import type { Component } from '../cluster/component.ts';
import { type Excuse, findExcuse } from '../cluster/find-obstacle.ts';
import { carriedLabel, excusedLabel, joinLabel } from './cluster-labels.ts';
import { createJoinPath, otherEnd } from './join-path.ts';

/** Two records of the cluster that a guard would keep apart, and why it does not. */
export interface ExcusedGuard {
  readonly a: RecordId;
  readonly b: RecordId;
  /** The record by which one of the two is known on the other's side, or those other than the two that a person joined. */
  readonly by: readonly RecordId[];
  readonly label: Label;
}

/** One of the steps in which the cluster came together: n records, n − 1 steps. */
export interface ExplainedJoin {
  readonly a: RecordId;
  readonly b: RecordId;
  /** Bits; of a step that a person took, what the evidence alone would say. */
  readonly weight: number;
  readonly decided: boolean;
  /** Guards between the two sides that did not hold. */
  readonly excused: readonly ExcusedGuard[];
  readonly label: Label;
}

/** Two records of the cluster that by themselves would not link, and what holds them together nevertheless. */
export interface CarriedPair {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  readonly outcome: PairOutcome;
  /** The records between the two, from a to b; none where a person linked the two themselves. */
  readonly between: readonly RecordId[];
  readonly label: Label;
}

export interface HeldCluster {
  /** In the order in which they joined: people's decisions, then links, the heaviest first. */
  readonly joins: readonly ExplainedJoin[];
  /** The lightest link that the cluster hangs on; null for one record, or where only people's decisions hold it. */
  readonly weakest: ExplainedJoin | null;
  /** The least alike first. */
  readonly carried: readonly CarriedPair[];
}

/** Why the records of one cluster are one entity. @param members indices of all of them. */
export function explainHeld(component: Component, partition: Partition, members: readonly number[]): HeldCluster {
  const inside = new Set(members);
  const steps = partition.joins.filter(({ first }) => inside.has(first));
  const joins = explainJoins(component, partition, steps);
  const links = joins.filter(({ decided }) => !decided);
  return { joins, weakest: links.at(-1) ?? null, carried: findCarried(component, steps, members) };
}

/** Goes through the steps again, because what a guard sees is who was on either side at that time. */
function explainJoins(component: Component, { decided }: Partition, steps: readonly Join[]): readonly ExplainedJoin[] {
  const sides = new Map<number, readonly number[]>();
  const sideOf = (index: number): readonly number[] => sides.get(index) ?? [index];
  return steps.map(({ first, second, edge }) => {
    const [one, other] = [sideOf(first), sideOf(second)];
    const excused = one.flatMap((x) =>
      other.flatMap((y): ExcusedGuard[] => {
        if (component.forbids(x, y) === null) return [];
        const excuse: Excuse | null = edge
          ? findExcuse(component, [x, one], [y, other], decided)
          : { kind: 'decision', first, second };
        return excuse ? [toExcused(component, x, y, excuse)] : [];
      }),
    );
    const joined = [...one, ...other];
    for (const index of joined) sides.set(index, joined);
    return {
      a: component.record(first).id,
      b: component.record(second).id,
      weight: edge?.weight ?? component.evaluate(first, second).weighed.weight,
      decided: edge === null,
      excused,
      label: joinLabel(edge === null),
    };
  });
}

function toExcused(component: Component, x: number, y: number, excuse: Excuse): ExcusedGuard {
  const guard = component.model.model.settings.guards[component.evaluate(x, y).weighed.guard];
  const by = excuse.kind === 'known' ? [excuse.third] : [excuse.first, excuse.second];
  const others = by.filter((index) => index !== x && index !== y);
  return {
    a: component.record(x).id,
    b: component.record(y).id,
    by: others.map((index) => component.record(index).id),
    label: excusedLabel(guard?.label ?? { zh: '', en: '' }, others.length === 0 ? 'these' : excuse.kind),
  };
}

function findCarried(component: Component, steps: readonly Join[], members: readonly number[]): readonly CarriedPair[] {
  const pathBetween = createJoinPath(steps);
  return members
    .flatMap((first, i) =>
      members.slice(i + 1).flatMap((second): CarriedPair[] => {
        const { weight, outcome, guard } = component.evaluate(first, second).weighed;
        if (outcome === 'link') return [];
        const path = pathBetween(first, second);
        const between: RecordId[] = [];
        let at = first;
        for (const join of path.slice(0, -1)) {
          at = otherEnd(join, at);
          between.push(component.record(at).id);
        }
        const label = carriedLabel(component.model.model, { outcome, guard }, path);
        const [a, b] = [component.record(first).id, component.record(second).id];
        return [{ a, b, weight, outcome, between, label }];
      }),
    )
    .sort((x, y) => x.weight - y.weight);
}
