import type { EntityType } from '../model/identity.ts';
import type { ClericalSample, SampleVerdict } from '../model/reconciliation.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

export type SampleDraft = Pick<ClericalSample, 'id' | 'entityType' | 'stratum' | 'a' | 'b' | 'weight'>;

/** Keeps the pairs drawn from a run; those that are kept already stay with their verdicts. */
export async function insertClericalSample(
  db: Database,
  reconciliationId: string,
  drafts: readonly SampleDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  await runSql(
    db,
    `insert into clerical_sample (id, reconciliation_id, entity_type, stratum, a, b, weight)
     select id, ?, entity_type, stratum, a, b, weight
     from unnest(?::uuid[], ?::text[], ?::smallint[], ?::bigint[], ?::bigint[], ?::double precision[])
       as t (id, entity_type, stratum, a, b, weight)
     on conflict (reconciliation_id, a, b) do nothing`,
    [
      reconciliationId,
      drafts.map(({ id }) => id),
      drafts.map(({ entityType }) => entityType),
      drafts.map(({ stratum }) => stratum),
      drafts.map(({ a }) => a),
      drafts.map(({ b }) => b),
      drafts.map(({ weight }) => weight),
    ],
  );
}

/** A run's sampled pairs after a position, those nearest to the link cut first. */
export async function findSamplePage(
  db: Database,
  reconciliationId: string,
  page: { readonly after: { readonly stratum: number; readonly id: string } | null; readonly limit: number },
): Promise<readonly ClericalSample[]> {
  const { after, limit } = page;
  const rows = await runSql<Row>(
    db,
    `select ${columns} from clerical_sample where reconciliation_id = ?
       and (?::uuid is null or (stratum, id) > (?::smallint, ?::uuid))
     order by stratum, id limit ?`,
    [reconciliationId, after?.id ?? null, after?.stratum ?? 0, after?.id ?? null, limit],
  );
  return rows.map(toSample);
}

/** Writes a person's word, over an earlier one. Null = there is no such pair. */
export async function setSampleVerdict(
  db: Database,
  id: string,
  word: { readonly verdict: SampleVerdict; readonly by: string; readonly at: Date },
): Promise<ClericalSample | null> {
  const [row] = await runSql<Row>(
    db,
    `update clerical_sample set verdict = ?, judged_by = ?, judged_at = ? where id = ? returning ${columns}`,
    [word.verdict, word.by, word.at, id],
  );
  return row ? toSample(row) : null;
}

/** A verdict by where it counts; null = an open one. */
export interface StratumVerdict {
  readonly entityType: EntityType;
  readonly stratum: number;
  readonly verdict: SampleVerdict | null;
}

/** The verdicts on the samples of these runs, by run. */
export async function findSampleVerdicts(
  db: Database,
  reconciliationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StratumVerdict[]>> {
  const rows = await runSql<StratumVerdict & { readonly run: string }>(
    db,
    `select reconciliation_id as run, entity_type as "entityType", stratum, verdict
     from clerical_sample where reconciliation_id = any(?::uuid[])`,
    [reconciliationIds],
  );
  return new Map(reconciliationIds.map((id) => [id, rows.filter(({ run }) => run === id)]));
}

const columns = `id, reconciliation_id as "reconciliationId", entity_type as "entityType", stratum, a, b, weight, verdict,
  judged_by as "judgedBy", judged_at as "judgedAt"`;

interface Row extends Omit<ClericalSample, 'judgedAt'> {
  readonly judgedAt: Date | null;
}

const toSample = (row: Row): ClericalSample => ({ ...row, judgedAt: row.judgedAt?.toISOString() ?? null });
