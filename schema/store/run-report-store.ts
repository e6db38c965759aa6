import type { RunPreview, RunReport } from '../model/reconciliation.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** What is kept of a run beside its own row. */
export interface KeptRun {
  readonly report: RunReport;
  readonly preview: RunPreview;
}

/** Keeps a run's report; a run that is repeated after a kill overwrites its own. */
export async function keepRunReport(
  db: Database,
  reconciliationId: string,
  { report, preview }: KeptRun,
): Promise<void> {
  await runSql(
    db,
    `insert into reconciliation_report (reconciliation_id, report, preview) values (?, ?::jsonb, ?::jsonb)
     on conflict (reconciliation_id) do update set report = excluded.report, preview = excluded.preview`,
    [reconciliationId, JSON.stringify(report), JSON.stringify(preview)],
  );
}

/** What these runs kept, by run; one that is not done kept nothing. */
export async function findRunReports(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, KeptRun>> {
  const rows = await runSql<KeptRun & { readonly id: string }>(
    db,
    'select reconciliation_id as id, report, preview from reconciliation_report where reconciliation_id = any(?::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, report, preview }) => [id, { report, preview }]));
}

/** The newest published run with a report: what drift is measured against. */
export async function findLastPublished(
  db: Database,
): Promise<{ readonly id: string; readonly report: RunReport } | null> {
  const [row] = await runSql<{ id: string; report: RunReport }>(
    db,
    `select id, kept.report from reconciliation join reconciliation_report as kept on kept.reconciliation_id = id
     where state = 'done' and not dry_run order by finished_at desc, id limit 1`,
  );
  return row ?? null;
}

/** The newest run with a report, dry runs among them; null = there is none. */
export async function findLastReported(db: Database): Promise<string | null> {
  const [row] = await runSql<{ id: string }>(
    db,
    `select id from reconciliation join reconciliation_report on reconciliation_id = id
     order by started_at desc, id limit 1`,
  );
  return row?.id ?? null;
}
