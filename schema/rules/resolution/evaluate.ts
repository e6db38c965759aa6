/** Pairwise accuracy: pairs inside one predicted cluster against pairs of one true entity. Shares are 0–1. */
export interface Accuracy {
  readonly truePairs: number;
  readonly predictedPairs: number;
  readonly commonPairs: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Clusters that equal a true entity record for record, as shares of predicted clusters and of true entities. */
  readonly clusterPrecision: number;
  readonly clusterRecall: number;
}

/**
 * @param clusters the predicted clusters; a record in none of them counts as unlinked.
 * @param truth record → true entity; records without one are left out on both sides.
 */
export function evaluateClusters(clusters: Iterable<readonly string[]>, truth: ReadonlyMap<string, string>): Accuracy {
  const entitySizes = new Map<string, number>();
  for (const entity of truth.values()) entitySizes.set(entity, (entitySizes.get(entity) ?? 0) + 1);
  let predictedPairs = 0;
  let commonPairs = 0;
  let predictedClusters = 0;
  let exactClusters = 0;
  let clusteredRecords = 0;
  let singletonEntities = 0;
  for (const cluster of clusters) {
    const entities = cluster.flatMap((record) => truth.get(record) ?? []);
    if (entities.length === 0) continue;
    const counts = new Map<string, number>();
    for (const entity of entities) counts.set(entity, (counts.get(entity) ?? 0) + 1);
    predictedPairs += pairsOf(entities.length);
    for (const count of counts.values()) commonPairs += pairsOf(count);
    predictedClusters += 1;
    clusteredRecords += entities.length;
    const [only] = entities;
    if (only !== undefined && counts.size === 1 && entitySizes.get(only) === entities.length) exactClusters += 1;
  }
  const unclustered = truth.size - clusteredRecords;
  if (unclustered > 0) singletonEntities = unclustered;
  const truePairs = [...entitySizes.values()].reduce((sum, size) => sum + pairsOf(size), 0);
  const precision = share(commonPairs, predictedPairs);
  const recall = share(commonPairs, truePairs);
  return {
    truePairs,
    predictedPairs,
    commonPairs,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    clusterPrecision: share(exactClusters, predictedClusters + singletonEntities),
    clusterRecall: share(exactClusters, entitySizes.size),
  };
}

const pairsOf = (size: number): number => (size * (size - 1)) / 2;

/** Nothing predicted is nothing wrong, nothing to find is nothing missed. */
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
