import type { DoubtReason } from '../../../model/resolution.ts';
import type { CompiledModel } from '../compile-model.ts';
import type { Component } from './component.ts';

/**
 * Evidence of a cross pair, in bits without the prior, under which it speaks against the whole merge unless the settings
 * say otherwise. Sources err in one or two fields; a record that contradicts a member shares with it only what the
 * middle record lent.
 */
const contradictionBits = -8;

/** The weight under which a cross pair contradicts, by the model's settings. */
export function contradictionWeight({ model, priorBits }: CompiledModel): number {
  return priorBits + (model.settings.cuts.contradiction ?? contradictionBits);
}

/** What stands between two clusters: the two of their records that a guard, the evidence or a person keeps apart. */
export interface Obstacle {
  readonly kind: 'guard' | 'contradiction' | 'decision';
  readonly reason: DoubtReason;
  readonly first: number;
  readonly second: number;
}

/** Why a guard does not hold for two records of one cluster. */
export type Excuse =
  /** A person joined these two under the same guard; each of them agrees with one of the records. */
  | { readonly kind: 'decision'; readonly first: number; readonly second: number }
  /** One of the two is known by this record of the other's side in what the guard takes for a difference. */
  | { readonly kind: 'known'; readonly third: number };

type Decided = readonly (readonly [number, number])[];

/** Why the members of two clusters may not come together, or null. `decided`: the pairs that a person linked. */
export function findObstacle(
  component: Component,
  a: readonly number[],
  b: readonly number[],
  decided: Decided,
): Obstacle | null {
  const against = contradictionWeight(component.model);
  let contradiction: Obstacle | null = null;
  for (const x of a) {
    for (const y of b) {
      const reason = component.forbids(x, y);
      if (reason && !findExcuse(component, [x, a], [y, b], decided))
        return { kind: 'guard', reason, first: x, second: y };
      if (!reason && !contradiction && component.evaluate(x, y).weighed.weight < against)
        contradiction = { kind: 'contradiction', reason: 'CLUSTER_SPLIT', first: x, second: y };
    }
  }
  return contradiction;
}

/**
 * What excuses the guard that holds between x and y, or null.
 * @param side a record and the cluster it is in.
 */
export function findExcuse(
  component: Component,
  [x, besideX]: readonly [number, readonly number[]],
  [y, besideY]: readonly [number, readonly number[]],
  decided: Decided,
): Excuse | null {
  const answer = findAnswer(component, x, y, decided);
  if (answer) return { kind: 'decision', first: answer[0], second: answer[1] };
  const third =
    besideY.find((beside) => beside !== y && component.excuses(x, y, beside)) ??
    besideX.find((beside) => beside !== x && component.excuses(y, x, beside));
  return third === undefined ? null : { kind: 'known', third };
}

/** A person who joined two records under the same guard has answered for those that agree with each of the two. */
function findAnswer(
  component: Component,
  x: number,
  y: number,
  decided: Decided,
): readonly [number, number] | undefined {
  if (decided.length === 0) return undefined;
  const reason = component.forbids(x, y);
  const agree = (p: number, q: number): boolean =>
    p === q || (component.forbids(p, q) === null && component.evaluate(p, q).weighed.outcome === 'link');
  return decided.find(
    ([p, q]) => component.forbids(p, q) === reason && ((agree(x, p) && agree(y, q)) || (agree(x, q) && agree(y, p))),
  );
}
