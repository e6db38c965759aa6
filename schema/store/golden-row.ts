import type { EntityId, EntityType } from '../model/identity.ts';
import { hashProvenance } from '../rules/golden/entity-hash.ts';
import type { Household } from '../rules/golden/household.ts';
import { escapeText } from './copy-rows.ts';

/** A golden record as it is written; `hash` covers members and values (entity-hash.ts). */
export interface GoldenDraft {
  readonly id: EntityId;
  readonly values: Readonly<Record<string, string>>;
  /** As compactProvenance gives it. */
  readonly provenance: string;
  readonly household: Household | null;
  readonly recordCount: number;
  readonly hash: Buffer;
}

export const goldenTables: Readonly<Record<EntityType, string>> = {
  resident: 'resident',
  'legal-entity': 'legal_entity',
};

/** Columns that repeat an element for filtering, by element. */
const elementColumns: Readonly<Record<EntityType, readonly (readonly [column: string, element: string])[]>> = {
  resident: [
    ['name', 'name'],
    ['birth_date', 'birthDate'],
    ['sex', 'sex'],
    ['document_number', 'documentNumber'],
    ['phone', 'phone'],
    ['actual_address', 'actualAddress'],
    ['grid_code', 'gridCode'],
    ['living_situation', 'livingSituation'],
    ['life_status', 'lifeStatus'],
  ],
  'legal-entity': [
    ['name', 'name'],
    ['credit_code', 'creditCode'],
    ['legal_representative_document', 'legalRepresentativeDocument'],
    ['phone', 'phone'],
    ['grid_code', 'gridCode'],
  ],
};

const ownColumns: Readonly<Record<EntityType, readonly string[]>> = {
  resident: ['household_id'],
  'legal-entity': [],
};

/** In the order of `encodeGoldenRow`. */
export const goldenColumns = (entityType: EntityType): readonly string[] => [
  'id',
  '"values"',
  'provenance',
  'hash',
  'provenance_hash',
  'record_count',
  'updated_at',
  ...elementColumns[entityType].map(([column]) => column),
  ...ownColumns[entityType],
];

export const copyGolden = (entityType: EntityType, table = goldenTables[entityType]): string =>
  `copy ${table} (${goldenColumns(entityType).join(', ')}) from stdin`;

/**
 * A line of `copyGolden`. Pure and cell by cell: a worker thread makes them without a database, and an object per row
 * would cost more than the row.
 */
export function encodeGoldenRow(entityType: EntityType, draft: GoldenDraft, now: Date): string {
  const { id, values, provenance, household, recordCount, hash } = draft;
  let line = `${id}\t${escapeJson(JSON.stringify(values))}\t${escapeJson(provenance)}\t\\\\x${hash.toString('hex')}`;
  line += `\t\\\\x${hashProvenance(provenance).toString('hex')}\t${recordCount}\t${now.toISOString()}`;
  for (const [, element] of elementColumns[entityType]) line += `\t${cell(values[element])}`;
  return entityType === 'resident' ? `${line}\t${cell(household?.id)}\n` : `${line}\n`;
}

/** The same row as a JSON object with the columns' names, for an update by jsonb_populate_recordset. */
export function toGoldenJson(entityType: EntityType, draft: GoldenDraft, now: Date): string {
  const { id, values, provenance, household, recordCount, hash } = draft;
  const columns = Object.fromEntries(elementColumns[entityType].map(([column, element]) => [column, values[element]]));
  const plain = JSON.stringify({
    id,
    values,
    hash: toHex(hash),
    provenance_hash: toHex(hashProvenance(provenance)),
    record_count: recordCount,
    updated_at: now,
    ...columns,
    ...(entityType === 'resident' ? { household_id: household?.id } : {}),
  });
  return `{"provenance":${provenance},${plain.slice(1)}`;
}

const toHex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

const cell = (value: string | undefined): string => (value === undefined ? '\\N' : escapeText(value));

/** JSON text holds no raw tab and no raw newline; all that COPY would misread is a backslash. */
const escapeJson = (json: string): string => (json.includes('\\') ? json.replaceAll('\\', '\\\\') : json);
