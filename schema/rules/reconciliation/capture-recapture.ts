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
const fitRounds = 200;
const searchRounds = 60;

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
  const table = new Float64Array(1 << occasions);
  for (const [mask, count] of histories) table[mask] = (table[mask] ?? 0) + count;
  const single = Array.from({ length: occasions }, (_, occasion) => 1 << occasion);
  const active = single.filter((bit) => table.some((count, mask) => count > 0 && (mask & bit) !== 0));
  if (active.length < 2) return null;
  const total = table.reduce((sum, count) => sum + count, 0);

  let best = fitMissed(table, active);
  const dependent: number[] = [];
  // With two occasions a dependence would leave nothing to estimate from.
  const possible = active.length < 3 ? [] : active.flatMap((x, i) => active.slice(i + 1).map((y) => x | y));
  for (;;) {
    const tried = possible
      .filter((pair) => !dependent.includes(pair))
      .map((pair) => ({ pair, fit: fitMissed(table, [...active, ...dependent, pair]) }))
      .sort((x, y) => x.fit.deviance - y.fit.deviance)[0];
    if (!tried || best.deviance - tried.fit.deviance <= Math.log(total)) break;
    // One dependence must be left out, or the table has no freedom left.
    if (dependent.length + 1 >= possible.length) break;
    dependent.push(tried.pair);
    best = tried.fit;
  }
  const margins = [...active, ...dependent];
  const beyond = (missed: number): boolean => devianceAt(table, margins, missed) - best.deviance > chiSquare95;
  return {
    value: best.missed,
    low: best.missed === 0 || !beyond(0) ? 0 : findBound(beyond, best.missed, 0),
    high: findBound(beyond, best.missed, findBeyond(beyond, best.missed)),
    dependent,
  };
}

/** The number of missed that fits best, and how badly that still fits. */
function fitMissed(
  table: Float64Array,
  margins: readonly number[],
): { readonly missed: number; readonly deviance: number } {
  const at = (missed: number) => devianceAt(table, margins, missed);
  let [low, high] = [0, 1];
  const total = table.reduce((sum, count) => sum + count, 0);
  while (at(high * 2) < at(high) && high < total * 1000) high *= 2;
  high *= 2;
  for (let round = 0; round < searchRounds; round++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (at(left) <= at(right)) high = right;
    else low = left;
  }
  const missed = low < 1e-6 ? 0 : (low + high) / 2;
  return { missed, deviance: at(missed) };
}

/** −2 log of the likelihood ratio against the full table, were `missed` pairs in the empty cell. */
function devianceAt(table: Float64Array, margins: readonly number[], missed: number): number {
  const observed = table.slice();
  observed[0] = missed;
  const fitted = fitMargins(observed, margins);
  let deviance = 0;
  observed.forEach((count, mask) => {
    const expected = fitted[mask] ?? 0;
    if (count > 0 && expected > 0) deviance += 2 * count * Math.log(count / expected);
    deviance -= 2 * (count - expected);
  });
  return deviance;
}

/** Iterative proportional fitting: the table of the model whose margins are the observed ones. */
function fitMargins(observed: Float64Array, margins: readonly number[]): Float64Array {
  const total = observed.reduce((sum, count) => sum + count, 0);
  const fitted = new Float64Array(observed.length).fill(total / observed.length);
  const targets = margins.map((margin) => sumBy(observed, margin));
  for (let round = 0; round < fitRounds; round++) {
    let furthest = 0;
    margins.forEach((margin, i) => {
      const sums = sumBy(fitted, margin);
      for (let mask = 0; mask < fitted.length; mask++) {
        const [target, sum] = [targets[i]?.[mask & margin] ?? 0, sums[mask & margin] ?? 0];
        const factor = sum > 0 ? target / sum : 0;
        furthest = Math.max(furthest, sum > 0 ? Math.abs(target - sum) / (1 + target) : 0);
        fitted[mask] = (fitted[mask] ?? 0) * factor;
      }
    });
    if (furthest < 1e-10) break;
  }
  return fitted;
}

/** Sums over the cells that agree on the margin's bits, at the place of these bits. */
function sumBy(table: Float64Array, margin: number): Float64Array {
  const sums = new Float64Array(table.length);
  table.forEach((count, mask) => {
    sums[mask & margin] = (sums[mask & margin] ?? 0) + count;
  });
  return sums;
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
