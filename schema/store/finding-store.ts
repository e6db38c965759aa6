import type { Finding } from '../model/entity.ts';
import type { EntityId } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** Kinds that resolution finds anew each time; the others are opened and closed by whoever raises them. */
const derivedKinds: readonly Finding['kind'][] = [
  'DECEASED_DRAWING_ALLOWANCE',
  'ID_NUMBER_SHARED',
  'ID_NUMBERS_DIFFER',
  'SEX_CONFLICT',
  'BIRTH_DATE_CONFLICT',
  'STATUS_CONFLICT',
  'DECISIONS_CONTRADICT',
];

/** Makes the open derived findings that touch these entities be exactly `findings`, which may be about new ones too. */
export async function replaceFindings(
  db: Database,
  entityIds: readonly EntityId[],
  findings: readonly (Finding & { readonly id: string })[],
  now: Date,
): Promise<void> {
  if (entityIds.length > 0) {
    await runPrepared(
      db,
      `update finding set state = 'resolved', resolved_at = ?
       where state = 'open' and kind = any(?::text[]) and entity_ids && ?::uuid[] and not fingerprint = any(?::text[])`,
      [now, derivedKinds, arrayOf(entityIds), findings.map(({ fingerprint }) => fingerprint)],
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

/** The records that open findings of this kind about any of the entities name. */
export async function findNamedRecords(
  db: Database,
  kind: Finding['kind'],
  entityIds: readonly EntityId[],
): Promise<Finding['records']> {
  if (entityIds.length === 0) return [];
  const rows = await runPrepared<Pick<Finding, 'records'>>(
    db,
    "select records from finding where state = 'open' and kind = ? and entity_ids && ?::uuid[]",
    [kind, arrayOf(entityIds)],
  );
  return rows.flatMap(({ records }) => records);
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
