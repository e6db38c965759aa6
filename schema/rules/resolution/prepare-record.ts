import { readsParts } from '../../model/part-names.ts';
import type { RecordValues } from '../../model/record.ts';
import type { PreparedRecord, ResolutionSettings } from '../../model/resolution.ts';
import { partMaker } from './parts/part-maker.ts';
import { shippedSettings } from './settings/shipped-settings.ts';

/**
 * A record in comparison form. Depends on the record's values alone: not on its id, its arrival or its neighbours.
 * @param settings the shipped ones of the record's entity type unless given.
 */
export function prepareRecord(
  record: RecordValues,
  settings: ResolutionSettings = shippedSettings(record.entityType),
): PreparedRecord {
  const parts: Record<string, string> = {};
  for (const part of settings.parts) {
    const source = readsParts.has(part.kind) ? parts : record.values;
    const values = part.from.map((name) => source[name]);
    if (values[0] === undefined && part.elsePart !== undefined) values[0] = parts[part.elsePart];
    for (const [name, value] of Object.entries(partMaker(part)(...values))) {
      if (value) parts[name ? `${part.into}.${name}` : part.into] = value;
    }
  }
  const { id, dataset, key, entityType } = record;
  return { id, dataset, key, entityType, parts };
}
