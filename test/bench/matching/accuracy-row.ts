import {
  evaluateClusters,
  evaluateLinks,
  evaluateRecords,
  type PrecisionRecall,
} from '../../../schema/rules/resolution/evaluate.ts';

/** One way to resolve a data set, measured by one evaluator whoever did it. */
export interface AccuracyRow {
  readonly data: string;
  /** Engine and settings. */
  readonly who: string;
  /** How the cut was found; only `best by labels` has looked at the truth. */
  readonly threshold: string;
  readonly links: PrecisionRecall;
  readonly clusterPairs: PrecisionRecall;
  /** B³. */
  readonly records: PrecisionRecall;
}

export function evaluateRow(
  about: Pick<AccuracyRow, 'data' | 'who' | 'threshold'>,
  links: Iterable<readonly [string, string]>,
  clusters: readonly (readonly string[])[],
  truth: ReadonlyMap<string, string>,
): AccuracyRow {
  const { precision, recall, f1 } = evaluateClusters(clusters, truth);
  return {
    ...about,
    links: evaluateLinks(links, truth),
    clusterPairs: { precision, recall, f1 },
    records: evaluateRecords(clusters, truth),
  };
}

/** The row with the best F1 of cluster pairs: what a user with labels could reach, for comparison alone. */
export const bestByLabels = (rows: readonly AccuracyRow[]): readonly AccuracyRow[] =>
  rows.toSorted((a, b) => b.clusterPairs.f1 - a.clusterPairs.f1).slice(0, 1);

/** Weight in bits of a probability. */
export const toBits = (probability: number): number => Math.log2(probability / (1 - probability));
