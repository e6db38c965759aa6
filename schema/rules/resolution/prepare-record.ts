import type { RecordValues } from '../../model/record.ts';
import type { PartSettings, PreparedRecord, ResolutionSettings } from '../../model/resolution.ts';
import { addressParts } from './parts/address-parts.ts';
import { creditCodeParts } from './parts/credit-code-parts.ts';
import { documentParts } from './parts/document-parts.ts';
import type { PartMaker } from './parts/made-parts.ts';
import { organisationNameParts } from './parts/organisation-name-parts.ts';
import { personNameParts } from './parts/person-name-parts.ts';
import { dateParts, phoneParts, textParts } from './parts/simple-parts.ts';
import { shippedSettings } from './settings/shipped-settings.ts';

/** One maker per kind of part; each gives nothing where its first value is missing. */
export const partMakers: Readonly<Record<PartSettings['kind'], PartMaker>> = {
  'citizen-document': documentParts,
  'person-name': personNameParts,
  date: dateParts,
  text: textParts,
  phone: phoneParts,
  address: addressParts,
  'credit-code': creditCodeParts,
  'organisation-name': organisationNameParts,
};

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
    const values = part.from.map((name) => record.values[name]);
    if (values[0] === undefined && part.elsePart !== undefined) values[0] = parts[part.elsePart];
    for (const [name, value] of Object.entries(partMakers[part.kind](...values))) {
      if (value) parts[name ? `${part.into}.${name}` : part.into] = value;
    }
  }
  const { id, dataset, key, entityType } = record;
  return { id, dataset, key, entityType, parts };
}
