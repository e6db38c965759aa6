import { hash } from 'node:crypto';
import type { Provenance } from '../../model/entity.ts';
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
  return sha256([memberKeys, sortByName(values)]);
}

/** SHA-256 over where the values come from: tells a newer source of the same value without reading both. */
export const hashProvenance = (provenance: Readonly<Record<string, Provenance>>): Buffer =>
  sha256(
    sortByName(provenance).map(([name, { dataset, key, recordId, version }]) => [
      name,
      dataset,
      key,
      recordId,
      version,
    ]),
  );

const sortByName = <T>(values: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

const sha256 = (content: unknown): Buffer => hash('sha256', JSON.stringify(content), 'buffer');
