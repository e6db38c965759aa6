import type { DatasetName } from '../../model/identity.ts';

interface Named {
  readonly dataset: DatasetName;
  readonly key: string;
}

/** The name of a pair of records that outlives re-delivery: the two (dataset, key), sorted. */
export function pairFingerprint(a: Named, b: Named): string {
  return [a, b]
    .map(({ dataset, key }) => JSON.stringify([dataset, key]))
    .sort()
    .join('~');
}
