import type { Provenance } from '../model/entity.ts';
import type { EntityId, EntityType } from '../model/identity.ts';
import { hashProvenance } from '../rules/golden/entity-hash.ts';
import type { Household } from '../rules/golden/household.ts';
import { arrayOf } from './array-literal.ts';
import { type CopyValue, copyRows } from './copy-rows.ts';
import type { Database } from './database.ts';
import { endHouseholdMemberships, replaceHouseholdMemberships } from './household-store.ts';
import { runSql } from './run-sql.ts';

/** A golden record as it is written; `hash` covers members and values (entity-hash.ts). */
export interface GoldenDraft {
  readonly id: EntityId;
  readonly values: Readonly<Record<string, string>>;
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly household: Household | null;
  readonly recordCount: number;
  readonly hash: Buffer;
}

/** What a golden record was before, enough to tell whether it changed. */
export interface GoldenBefore {
  readonly id: EntityId;
  readonly gridCode: string | null;
  readonly hash: Buffer;
  readonly provenanceHash: Buffer;
}

const tables: Readonly<Record<EntityType, string>> = { resident: 'resident', 'legal-entity': 'legal_entity' };

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

export async function findGoldenBefore(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
): Promise<readonly GoldenBefore[]> {
  if (ids.length === 0) return [];
  const rows = await runSql<{ id: EntityId; grid_code: string | null; hash: Buffer; provenance_hash: Buffer }>(
    db,
    `select id, grid_code, hash, provenance_hash from ${tables[entityType]} where id = any(?::uuid[])`,
    [arrayOf(ids)],
  );
  return rows.map(({ id, hash, ...row }) => ({
    id,
    hash,
    gridCode: row.grid_code,
    provenanceHash: row.provenance_hash,
  }));
}

/** The golden values of those of the entities that have any. */
export async function findGoldenValues(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
): Promise<ReadonlyMap<EntityId, GoldenDraft['values']>> {
  if (ids.length === 0) return new Map();
  const rows = await runSql<{ id: EntityId; values: Record<string, string> }>(
    db,
    `select id, "values" from ${tables[entityType]} where id = any(?::uuid[])`,
    [arrayOf(ids)],
  );
  return new Map(rows.map(({ id, values }) => [id, values]));
}

export async function removeGolden(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await runSql(db, `delete from ${tables[entityType]} where id = any(?::uuid[])`, [arrayOf(ids)]);
  if (entityType === 'resident') await endHouseholdMemberships(db, ids, now);
}

/** Adds golden records of entities that have none, and the household memberships of residents. */
export async function insertGolden(
  db: Database,
  entityType: EntityType,
  drafts: readonly GoldenDraft[],
  now: Date,
): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => toRow(entityType, draft, now));
  const columns = Object.keys(rows[0] ?? {});
  await copyRows(
    db,
    tables[entityType],
    columns.map((column) => `"${column}"`),
    rows.map((row) => columns.map((column) => toCopyValue(row[column]))),
  );
  if (entityType === 'resident') await replaceHouseholdMemberships(db, drafts, now);
}

/** Overwrites golden records, and moves residents to the households that they are in now. */
export async function updateGolden(
  db: Database,
  entityType: EntityType,
  drafts: readonly GoldenDraft[],
  now: Date,
): Promise<void> {
  if (drafts.length === 0) return;
  const table = tables[entityType];
  const rows = drafts.map((draft) => toRow(entityType, draft, now));
  const sets = Object.keys(rows[0] ?? {}).map((column) => `"${column}" = given."${column}"`);
  await runSql(
    db,
    `update ${table} as golden set ${sets.join(', ')}
     from jsonb_populate_recordset(null::${table}, ?::jsonb) as given where golden.id = given.id`,
    [
      JSON.stringify(
        rows.map(({ hash, provenance_hash, ...row }) => ({
          ...row,
          hash: toHex(hash),
          provenance_hash: toHex(provenance_hash),
        })),
      ),
    ],
  );
  if (entityType === 'resident') await replaceHouseholdMemberships(db, drafts, now);
}

/**
 * SHA-256 over the hashes of all golden records of both types, sorted by their bytes: equal for two hubs that believe
 * the same, whatever ids they gave.
 */
export async function computeGoldenHash(db: Database): Promise<string> {
  const [row] = await runSql<{ hash: string }>(
    db,
    `select encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' order by line collate "C"), ''), 'UTF8')), 'hex') as hash
     from (
       select 'resident ' || encode(hash, 'hex') as line from resident
       union all
       select 'legal-entity ' || encode(hash, 'hex') from legal_entity
     ) as lines`,
  );
  return row?.hash ?? '';
}

interface Row {
  readonly [column: string]: CopyValue | object;
  readonly hash: Buffer;
  readonly provenance_hash: Buffer;
}

const toRow = (entityType: EntityType, draft: GoldenDraft, now: Date): Row => ({
  id: draft.id,
  values: draft.values,
  provenance: draft.provenance,
  hash: draft.hash,
  provenance_hash: hashProvenance(draft.provenance),
  record_count: draft.recordCount,
  updated_at: now,
  ...Object.fromEntries(elementColumns[entityType].map(([column, element]) => [column, draft.values[element] ?? null])),
  ...(entityType === 'resident' ? { household_id: draft.household?.id ?? null } : {}),
});

const toHex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

/** jsonb is copied as its text. */
function toCopyValue(value: CopyValue | object | undefined): CopyValue {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && !(value instanceof Date) && !(value instanceof Uint8Array)
    ? JSON.stringify(value)
    : value;
}
