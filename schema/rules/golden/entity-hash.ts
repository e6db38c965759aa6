import { createHash } from 'node:crypto';
import type { DatasetName } from '../../model/identity.ts';

/**
 * SHA-256 over what an entity is: its sorted member keys and its golden values, without ids and times. Two hubs that
 * hold the same records and decisions give the same hash, whatever the order of arrival.
 */
export function hashEntity(
  members: readonly { readonly dataset: DatasetName; readonly key: string }[],
  values: Readonly<Record<string, string>>,
): Buffer {
  const memberKeys = members.map(({ dataset, key }) => JSON.stringify([dataset, key])).sort();
  const sortedValues = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([memberKeys, sortedValues]))
    .digest();
}
