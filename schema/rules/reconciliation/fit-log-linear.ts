/** A cell of a table of capture histories: which occasions found its pairs, as a bit mask, and how many these are. */
export interface Cell {
  readonly mask: number;
  readonly count: number;
}

export interface LogLinearFit {
  /** Of the constant, which is the log of the cell that no occasion found, and of each term. */
  readonly coefficients: readonly number[];
  /** −2 log of the likelihood ratio against a table that fits exactly. */
  readonly deviance: number;
}

const mostRounds = 60;
/** Keeps the equations solvable where cells are empty; far below what any count tells. */
const ridge = 1e-9;
/** exp(±30) is nothing and more than all pairs of any hub. */
const clamp = (value: number): number => Math.max(-30, Math.min(30, value));

/**
 * Poisson regression by Fisher scoring: the log of a cell's expected count is the constant plus the coefficient of each
 * term that lies within its mask.
 * @param terms bit masks: an occasion, or two that depend on each other
 */
export function fitLogLinear(cells: readonly Cell[], terms: readonly number[]): LogLinearFit {
  const rows = cells.map(({ mask, count }) => ({
    count,
    holds: [true, ...terms.map((term) => (mask & term) === term)],
  }));
  let expected = rows.map(({ count }) => count + 0.5);
  let fit: LogLinearFit = { coefficients: [], deviance: Number.POSITIVE_INFINITY };
  for (let round = 0; round < mostRounds; round++) {
    const coefficients = solveWeighted(rows, expected);
    expected = rows.map(({ holds }) => Math.exp(clamp(sumWhere(holds, coefficients))));
    const deviance = devianceOf(rows, expected);
    const settled = Math.abs(fit.deviance - deviance) < 1e-9 * (1 + deviance);
    fit = { coefficients, deviance };
    if (settled) break;
  }
  return fit;
}

interface Row {
  readonly count: number;
  /** Constant, then terms. */
  readonly holds: readonly boolean[];
}

/** The least squares step around the expected counts. */
function solveWeighted(rows: readonly Row[], expected: readonly number[]): readonly number[] {
  const size = rows[0]?.holds.length ?? 0;
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  rows.forEach(({ count, holds }, i) => {
    const weight = expected[i] ?? 0;
    const working = Math.log(weight) + (count - weight) / weight;
    matrix.forEach((equation, x) => {
      if (!holds[x]) return;
      for (let y = 0; y < size; y++) if (holds[y]) equation[y] = (equation[y] ?? 0) + weight;
      equation[size] = (equation[size] ?? 0) + weight * working;
    });
  });
  matrix.forEach((equation, x) => {
    equation[x] = (equation[x] ?? 0) + ridge;
  });
  return solve(matrix, size);
}

/** Gauss elimination with pivots; the last column is the right-hand side. */
function solve(matrix: Float64Array[], size: number): readonly number[] {
  for (let step = 0; step < size; step++) {
    const pivot = matrix.slice(step).reduce((best, row, i) => {
      const largest = Math.abs(matrix[best]?.[step] ?? 0);
      return Math.abs(row[step] ?? 0) > largest ? step + i : best;
    }, step);
    const [own, other] = [matrix[step], matrix[pivot]];
    if (!own || !other) break;
    matrix[step] = other;
    matrix[pivot] = own;
    for (const row of matrix) {
      if (row === other) continue;
      const factor = (row[step] ?? 0) / (other[step] ?? 1);
      for (let column = step; column <= size; column++)
        row[column] = (row[column] ?? 0) - factor * (other[column] ?? 0);
    }
  }
  return matrix.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}

const sumWhere = (holds: readonly boolean[], coefficients: readonly number[]): number =>
  coefficients.reduce((sum, coefficient, i) => (holds[i] ? sum + coefficient : sum), 0);

const devianceOf = (rows: readonly Row[], expected: readonly number[]): number =>
  rows.reduce((sum, { count }, i) => {
    const fitted = expected[i] ?? 0;
    return sum + 2 * ((count > 0 ? count * Math.log(count / fitted) : 0) - (count - fitted));
  }, 0);
