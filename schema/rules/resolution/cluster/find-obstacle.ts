import type { DoubtReason } from '../../../model/resolution.ts';
import type { Component } from './component.ts';

/**
 * Evidence of a cross pair, in bits without the prior, under which it speaks against the whole merge. Sources err in one
 * or two fields; a record that contradicts a member shares with it only what the middle record lent.
 */
const contradictionBits = -8;

/** Why the members of two clusters may not come together, or null. `decided`: the pairs that a person linked. */
export function findObstacle(
  component: Component,
  a: readonly number[],
  b: readonly number[],
  decided: readonly (readonly [number, number])[],
): DoubtReason | null {
  let contradiction = false;
  for (const x of a) {
    for (const y of b) {
      const reason = component.forbids(x, y);
      if (reason && !answered(component, x, y, reason, decided) && !knownOtherwise(component, x, a, y, b))
        return reason;
      if (!reason && component.evaluate(x, y).weighed.weight - component.model.priorBits < contradictionBits)
        contradiction = true;
    }
  }
  return contradiction ? 'CLUSTER_SPLIT' : null;
}

/** One of the two agrees with another record of the other's side in what the guard takes for a difference of persons. */
function knownOtherwise(
  component: Component,
  x: number,
  besideX: readonly number[],
  y: number,
  besideY: readonly number[],
): boolean {
  return (
    besideY.some((third) => third !== y && component.excuses(x, y, third)) ||
    besideX.some((third) => third !== x && component.excuses(y, x, third))
  );
}

/** A person who joined two records under the same guard has answered for those that agree with each of the two. */
function answered(
  component: Component,
  x: number,
  y: number,
  reason: DoubtReason,
  decided: readonly (readonly [number, number])[],
): boolean {
  const agree = (p: number, q: number): boolean =>
    p === q || (component.forbids(p, q) === null && component.evaluate(p, q).weighed.outcome === 'link');
  return decided.some(
    ([p, q]) => component.forbids(p, q) === reason && ((agree(x, p) && agree(y, q)) || (agree(x, q) && agree(y, p))),
  );
}
