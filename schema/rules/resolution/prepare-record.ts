import { readsParts } from '../../model/part-names.ts';
import type { RecordValues } from '../../model/record.ts';
import type { PartKind, PartSettings, PreparedRecord, ResolutionSettings } from '../../model/resolution.ts';
import { addressParts } from './parts/address-parts.ts';
import { creditCodeParts } from './parts/credit-code-parts.ts';
import { documentParts } from './parts/document-parts.ts';
import { joinParts } from './parts/join-parts.ts';
import { latinNameParts, latinTextParts } from './parts/latin-parts.ts';
import type { MadeParts } from './parts/made-parts.ts';
import { organisationNameParts } from './parts/organisation-name-parts.ts';
import { personNameParts } from './parts/person-name-parts.ts';
import { dateParts, phoneParts, textParts } from './parts/simple-parts.ts';
import { codeParts, postcodeParts, writtenDateParts } from './parts/written-parts.ts';
import { shippedSettings } from './settings/shipped-settings.ts';

type Values = readonly (string | undefined)[];

/** One maker per kind of part; each gives nothing where the values it needs are missing. */
export const partMakers: Readonly<Record<PartKind, (values: Values, settings: PartSettings) => MadeParts>> = {
  'citizen-document': (values) => documentParts(...values),
  'person-name': (values) => personNameParts(...values),
  date: (values) => dateParts(...values),
  text: (values) => textParts(...values),
  phone: (values) => phoneParts(...values),
  address: (values) => addressParts(...values),
  'credit-code': (values) => creditCodeParts(...values),
  'organisation-name': (values) => organisationNameParts(...values),
  'latin-name': latinNameParts,
  'latin-text': latinTextParts,
  'written-date': (values) => writtenDateParts(...values),
  postcode: (values) => postcodeParts(...values),
  code: (values) => codeParts(...values),
  joined: (values) => joinParts(values),
  start: (values, { characters = 1 }) => joinParts(values.map((value) => value?.slice(0, characters))),
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
    const source = readsParts.has(part.kind) ? parts : record.values;
    const values = part.from.map((name) => source[name]);
    if (values[0] === undefined && part.elsePart !== undefined) values[0] = parts[part.elsePart];
    for (const [name, value] of Object.entries(partMakers[part.kind](values, part))) {
      if (value) parts[name ? `${part.into}.${name}` : part.into] = value;
    }
  }
  const { id, dataset, key, entityType } = record;
  return { id, dataset, key, entityType, parts };
}
