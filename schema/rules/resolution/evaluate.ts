/** Shares, 0–1; F1 is the harmonic mean of the two. */
export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Pairwise accuracy: pairs inside one predicted cluster against pairs of one true entity. */
export interface Accuracy extends PrecisionRecall {
  readonly truePairs: number;
  readonly predictedPairs: number;
  readonly commonPairs: number;
  /** Clusters that equal a true entity record for record, as shares of predicted clusters and of true entities. */
  readonly clusterPrecision: number;
  readonly clusterRecall: number;
}

/**
 * @param clusters the predicted clusters; a record in none of them counts as unlinked.
 * @param truth record → true entity; records without one are left out on both sides.
 */
export function evaluateClusters(clusters: Iterable<readonly string[]>, truth: ReadonlyMap<string, string>): Accuracy {
  const entitySizes = countValues(truth.values());
  let predictedPairs = 0;
  let commonPairs = 0;
  let predictedClusters = 0;
  let exactClusters = 0;
  let clusteredRecords = 0;
  let singletonEntities = 0;
  for (const cluster of clusters) {
    const entities = cluster.flatMap((record) => truth.get(record) ?? []);
    if (entities.length === 0) continue;
    const counts = countValues(entities);
    predictedPairs += pairsOf(entities.length);
    for (const count of counts.values()) commonPairs += pairsOf(count);
    predictedClusters += 1;
    clusteredRecords += entities.length;
    const [only] = entities;
    if (only !== undefined && counts.size === 1 && entitySizes.get(only) === entities.length) exactClusters += 1;
  }
  const unclustered = truth.size - clusteredRecords;
  if (unclustered > 0) singletonEntities = unclustered;
  const truePairs = countPairs(entitySizes);
  const precision = share(commonPairs, predictedPairs);
  const recall = share(commonPairs, truePairs);
  return {
    truePairs,
    predictedPairs,
    commonPairs,
    ...precisionRecall(precision, recall),
    clusterPrecision: share(exactClusters, predictedClusters + singletonEntities),
    clusterRecall: share(exactClusters, entitySizes.size),
  };
}

/**
 * Accuracy of links by themselves, before any are joined into clusters; each pair at most once.
 * @param truth record → true entity; a pair with a record that has none is left out.
 */
export function evaluateLinks(
  links: Iterable<readonly [string, string]>,
  truth: ReadonlyMap<string, string>,
): PrecisionRecall {
  let predicted = 0;
  let common = 0;
  for (const [a, b] of links) {
    const [x, y] = [truth.get(a), truth.get(b)];
    if (x === undefined || y === undefined) continue;
    predicted += 1;
    if (x === y) common += 1;
  }
  return precisionRecall(share(common, predicted), share(common, countPairs(countValues(truth.values()))));
}

/**
 * B³ (Bagga and Baldwin 1998): each record's share of its cluster that is its own entity's, and of its entity that is
 * in its cluster, averaged over records, so that large entities do not outweigh the rest as they do in pairs.
 * @param truth record → true entity; a record in no cluster is one by itself.
 */
export function evaluateRecords(
  clusters: readonly (readonly string[])[],
  truth: ReadonlyMap<string, string>,
): PrecisionRecall {
  const entitySizes = countValues(truth.values());
  let precision = 0;
  let recall = 0;
  let clustered = 0;
  for (const cluster of clusters) {
    const entities = cluster.flatMap((record) => truth.get(record) ?? []);
    for (const [entity, count] of countValues(entities)) {
      precision += (count * count) / entities.length;
      recall += (count * count) / (entitySizes.get(entity) ?? 1);
    }
    clustered += entities.length;
  }
  return precisionRecall(
    share(precision + truth.size - clustered, truth.size),
    share(recall + recallAlone(clusters, truth, entitySizes), truth.size),
  );
}

/** What records in no cluster add to the recall: each finds itself. */
function recallAlone(
  clusters: readonly (readonly string[])[],
  truth: ReadonlyMap<string, string>,
  entitySizes: ReadonlyMap<string, number>,
): number {
  const clustered = new Set(clusters.flat());
  let recall = 0;
  for (const [record, entity] of truth) if (!clustered.has(record)) recall += 1 / (entitySizes.get(entity) ?? 1);
  return recall;
}

function precisionRecall(precision: number, recall: number): PrecisionRecall {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function countValues(values: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const countPairs = (sizes: ReadonlyMap<string, number>): number =>
  [...sizes.values()].reduce((sum, size) => sum + pairsOf(size), 0);

const pairsOf = (size: number): number => (size * (size - 1)) / 2;

/** Nothing predicted is nothing wrong, nothing to find is nothing missed. */
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
