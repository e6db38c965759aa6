import type { Finding } from '../model/entity.ts';
import type { EntityId, EntityType, RecordId } from '../model/identity.ts';
import { decisionFindingKinds } from '../rules/findings/decision-findings.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared, runSql } from './run-sql.ts';

/** Kinds that resolution finds anew each time; the others are opened and closed by whoever raises them. */
const derivedKinds: readonly Finding['kind'][] = [
  'DECEASED_DRAWING_ALLOWANCE',
  'ID_NUMBER_SHARED',
  'ID_NUMBERS_DIFFER',
  'SEX_CONFLICT',
  'BIRTH_DATE_CONFLICT',
  'STATUS_CONFLICT',
  ...decisionFindingKinds,
];

/**
 * Makes the open derived findings that touch these entities, or have one of these fingerprints, be exactly `findings`,
 * which may be about new entities too. One that is open already keeps its id and date, one that was resolved is open
 * again.
 */
export async function replaceFindings(
  db: Database,
  touched: { readonly entityIds: readonly EntityId[]; readonly fingerprints: readonly string[] },
  findings: readonly (Finding & { readonly id: string })[],
  now: Date,
): Promise<void> {
  if (touched.entityIds.length > 0 || touched.fingerprints.length > 0) {
    await runPrepared(
      db,
      `update finding set state = 'resolved', resolved_at = ?
       where state = 'open' and kind = any(?::text[]) and (entity_ids && ?::uuid[] or fingerprint = any(?::text[]))
         and not fingerprint = any(?::text[])`,
      [
        now,
        derivedKinds,
        arrayOf(touched.entityIds),
        touched.fingerprints,
        findings.map(({ fingerprint }) => fingerprint),
      ],
    );
  }
  if (findings.length === 0) return;
  await runPrepared(
    db,
    `insert into finding (id, fingerprint, kind, entity_type, entity_ids, records, details, state, found_at)
     select (f->>'id')::uuid, f->>'fingerprint', f->>'kind', f->>'entityType',
       array(select jsonb_array_elements_text(f->'entityIds'))::uuid[], f->'records', f->'details', 'open', ?
     from jsonb_array_elements(?::jsonb) as f
     on conflict (fingerprint) do update set
       entity_ids = excluded.entity_ids, details = excluded.details, state = 'open', resolved_at = null`,
    [now, JSON.stringify(findings)],
  );
}

/** Open findings about decisions of which no record belongs to an entity, with their records. */
export function findFindingsOfNobody(
  db: Database,
  entityType: EntityType,
): Promise<readonly { readonly fingerprint: string; readonly recordIds: readonly RecordId[] }[]> {
  return runSql(
    db,
    `select fingerprint, array(
       select record.id::text from jsonb_to_recordset(records) as named (dataset text, key text)
       join record using (dataset, key)) as "recordIds"
     from finding
     where state = 'open' and kind = any(?::text[]) and entity_ids = '{}' and entity_type = ?`,
    [decisionFindingKinds, entityType],
  );
}

/** The open findings of this kind about any of the entities, as far as they tell what to look at anew. */
export async function findOpenFindings(
  db: Database,
  kind: Finding['kind'],
  entityIds: readonly EntityId[],
): Promise<readonly Pick<Finding, 'fingerprint' | 'records'>[]> {
  if (entityIds.length === 0) return [];
  return runPrepared(
    db,
    "select fingerprint, records from finding where state = 'open' and kind = ? and entity_ids && ?::uuid[]",
    [kind, arrayOf(entityIds)],
  );
}

export interface StoredFinding extends Finding {
  readonly id: string;
  readonly state: 'open' | 'resolved';
  readonly foundAt: string;
}

/** How many open findings there are of each kind. */
export async function countOpenFindings(db: Database): Promise<Readonly<Record<string, number>>> {
  const rows = await db('finding').where({ state: 'open' }).groupBy('kind').select('kind').count('* as count');
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, Number(count)]));
}
