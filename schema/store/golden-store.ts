import type { EntityId, EntityType } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import { copyText } from './copy-rows.ts';
import type { Database } from './database.ts';
import {
  copyGolden,
  encodeGoldenRow,
  type GoldenDraft,
  goldenColumns,
  goldenTables,
  toGoldenJson,
} from './golden-row.ts';
import { endHouseholdMemberships, insertHouseholdMemberships, replaceHouseholdMemberships } from './household-store.ts';
import { runPrepared } from './run-sql.ts';

/** What a golden record was before, enough to tell whether it changed. */
export interface GoldenBefore {
  readonly id: EntityId;
  readonly gridCode: string | null;
  /** Of a resident. */
  readonly householdId: string | null;
  readonly hash: Buffer;
  readonly provenanceHash: Buffer;
}

export async function findGoldenBefore(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
): Promise<readonly GoldenBefore[]> {
  if (ids.length === 0) return [];
  const household = entityType === 'resident' ? 'household_id' : 'null';
  return runPrepared<GoldenBefore>(
    db,
    `select id, grid_code as "gridCode", ${household} as "householdId", hash, provenance_hash as "provenanceHash"
     from ${goldenTables[entityType]} where id = any(?::uuid[])`,
    [arrayOf(ids)],
  );
}

/** The golden values of those of the entities that have any. */
export async function findGoldenValues(
  db: Database,
  entityType: EntityType,
  ids: readonly EntityId[],
): Promise<ReadonlyMap<EntityId, GoldenDraft['values']>> {
  if (ids.length === 0) return new Map();
  const rows = await runPrepared<{ id: EntityId; values: Record<string, string> }>(
    db,
    `select id, "values" from ${goldenTables[entityType]} where id = any(?::uuid[])`,
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
  await runPrepared(db, `delete from ${goldenTables[entityType]} where id = any(?::uuid[])`, [arrayOf(ids)]);
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
  if (drafts.length <= fewRows) {
    const columns = goldenColumns(entityType).join(', ');
    const table = goldenTables[entityType];
    await runPrepared(
      db,
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ?::jsonb)`,
      [toJson(entityType, drafts, now)],
    );
  } else {
    let lines = '';
    for (const draft of drafts) lines += encodeGoldenRow(entityType, draft, now);
    await copyText(db, copyGolden(entityType), Buffer.from(lines));
  }
  if (entityType === 'resident') await insertHouseholdMemberships(db, drafts, now);
}

/**
 * Overwrites golden records, and moves residents to the households that they are in now.
 * @param moved those of them whose place in a household may have changed
 */
export async function updateGolden(
  db: Database,
  entityType: EntityType,
  drafts: readonly GoldenDraft[],
  now: Date,
  moved: readonly GoldenDraft[] = drafts,
): Promise<void> {
  if (drafts.length === 0) return;
  const table = goldenTables[entityType];
  const sets = goldenColumns(entityType).map((column) => `${column} = given.${column}`);
  await runPrepared(
    db,
    `update ${table} as golden set ${sets.join(', ')}
     from jsonb_populate_recordset(null::${table}, ?::jsonb) as given where golden.id = given.id`,
    [toJson(entityType, drafts, now)],
  );
  if (entityType === 'resident') await replaceHouseholdMemberships(db, moved, now);
}

/** A COPY goes to the server twice; up to so many rows one statement is quicker. */
const fewRows = 100;

const toJson = (entityType: EntityType, drafts: readonly GoldenDraft[], now: Date): string =>
  `[${drafts.map((draft) => toGoldenJson(entityType, draft, now)).join(',')}]`;

/**
 * SHA-256 over the hashes of all golden records of both types, sorted by their bytes: equal for two hubs that believe
 * the same, whatever ids they gave.
 */
export async function computeGoldenHash(db: Database): Promise<string> {
  const [row] = await runPrepared<{ hash: string }>(
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
