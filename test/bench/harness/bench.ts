/** What a bench is asked to do; null: its own default. */
export interface BenchOptions {
  readonly seed: number;
  readonly rounds: number | null;
  readonly rows: number | null;
  readonly residents: readonly number[] | null;
  readonly megabytes: number | null;
  readonly seconds: number | null;
  readonly rate: number | null;
}

/** One line of the table that is printed: a number with its unit, and the limit it is held against. */
export interface Figure {
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  /** The limit of benchmarks.md or of the issue, where there is one. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

export interface BenchReport {
  /** What it ran with after defaults: sizes, rounds, forms. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly figures: readonly Figure[];
  /** Every raw measurement, so that a figure can be worked out again. */
  readonly samples: Readonly<Record<string, unknown>>;
}

export interface Bench {
  readonly name: string;
  readonly description: string;
  /** Runs when no name is given. */
  readonly quick: boolean;
  /** @param note says on the terminal what is being done */
  run(options: BenchOptions, note: (text: string) => void): Promise<BenchReport>;
}

/** False when the figure misses its goal; null when it has none. */
export function meetsGoal({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}
