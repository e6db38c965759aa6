import { type Cell, fitLogLinear } from './fit-log-linear.ts';

/** Pairs by the set of occasions that found them: bit mask above 0 → pairs. */
export type CaptureHistories = ReadonlyMap<number, number>;

export interface MissedEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Pairs of occasions that find the same pairs more often (or less) than chance, as bit masks. */
  readonly dependent: readonly number[];
}

/** Change of the deviance that 95 of 100 stay below with one parameter. */
const chiSquare95 = 3.841;
const searchRounds = 40;
/** On average; in a thinner table a dependence can be anything, and so could what it makes of the empty cell. */
const leastPairsPerCell = 10;

/**
 * How many no occasion found. Log-linear models of the incomplete table (Fienberg 1972, Biometrika 59, 591–603): every
 * occasion has a catch of its own, and dependences between two occasions enter one by one while BIC falls. The
 * interval is the profile likelihood's (Cormack 1992, Biometrics 48, 567–576). Matches missed by blocking are estimated
 * so since Winkler; see Herzog, Scheuren and Winkler, Data Quality and Record Linkage Techniques (2007).
 *
 * Two occasions cannot show that they depend; where they agree more than chance the value is a lower bound.
 * @returns null with fewer than two occasions that caught anything
 */
export function estimateMissed(histories: CaptureHistories, occasions: number): MissedEstimate | null {
  const single = Array.from({ length: occasions }, (_, occasion) => 1 << occasion);
  const active = single.filter((bit) => [...histories].some(([mask, count]) => count > 0 && (mask & bit) !== 0));
  if (active.length < 2) return null;
  const cells = toCells(histories, active);
  const dependent = findDependent(cells, active);
  const terms = [...active, ...dependent];
  const { coefficients, deviance } = fitLogLinear(cells, terms);
  const value = Math.exp(Math.max(-30, coefficients[0] ?? 0));
  // With `missed` pairs in the empty cell the table fits worse than with the expected ones, which fit it exactly.
  const beyond = (missed: number): boolean =>
    fitLogLinear([...cells, { mask: 0, count: missed }], terms).deviance - deviance > chiSquare95;
  return {
    value: value < 1e-6 ? 0 : value,
    low: beyond(0) ? findBound(beyond, value, 0) : 0,
    high: findBound(beyond, value, findBeyond(beyond, value)),
    dependent,
  };
}

/** Every history that could have been, those that nothing had among them, but the one of nobody's finding. */
function toCells(histories: CaptureHistories, active: readonly number[]): readonly Cell[] {
  let masks: readonly number[] = [0];
  for (const bit of active) masks = [...masks, ...masks.map((mask) => mask | bit)];
  return masks.slice(1).map((mask) => ({ mask, count: histories.get(mask) ?? 0 }));
}

/** Dependences between two occasions that the table shows. Never so many that nothing is left to estimate from. */
function findDependent(cells: readonly Cell[], active: readonly number[]): readonly number[] {
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  if (active.length < 3 || total < cells.length * leastPairsPerCell) return [];
  const possible = active.flatMap((x, i) => active.slice(i + 1).map((y) => x | y));
  const most = Math.min(active.length, possible.length - 1);
  const dependent: number[] = [];
  let best = fitLogLinear(cells, active).deviance;
  while (dependent.length < most) {
    const [tried] = possible
      .filter((pair) => !dependent.includes(pair))
      .map((pair) => ({ pair, deviance: fitLogLinear(cells, [...active, ...dependent, pair]).deviance }))
      .sort((x, y) => x.deviance - y.deviance);
    if (!tried || best - tried.deviance <= Math.log(total)) break;
    dependent.push(tried.pair);
    best = tried.deviance;
  }
  return dependent;
}

function findBeyond(beyond: (missed: number) => boolean, from: number): number {
  let step = Math.max(1, from);
  while (!beyond(from + step) && step < 1e12) step *= 2;
  return from + step;
}

/** Where the interval ends between a number inside it and one outside. */
function findBound(beyond: (missed: number) => boolean, inside: number, outside: number): number {
  let [near, far] = [inside, outside];
  for (let round = 0; round < searchRounds; round++) {
    const middle = (near + far) / 2;
    if (beyond(middle)) far = middle;
    else near = middle;
  }
  return (near + far) / 2;
}
