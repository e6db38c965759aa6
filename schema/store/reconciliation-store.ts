import { notFound } from '../model/errors.ts';
import type { Database } from './database.ts';

/** A full reconciliation as it was asked for and what became of it. */
export interface Reconciliation {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly dryRun: boolean;
  readonly retrain: boolean;
  readonly requestedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly report: Readonly<Record<string, unknown>>;
}

interface Row {
  readonly id: string;
  readonly state: Reconciliation['state'];
  readonly dry_run: boolean;
  readonly retrain: boolean;
  readonly requested_by: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly report: Record<string, unknown>;
}

export async function insertReconciliation(
  db: Database,
  draft: Pick<Reconciliation, 'id' | 'dryRun' | 'retrain' | 'requestedBy'>,
  now: Date,
): Promise<void> {
  await db('reconciliation').insert({
    id: draft.id,
    state: 'running',
    dry_run: draft.dryRun,
    retrain: draft.retrain,
    requested_by: draft.requestedBy,
    started_at: now,
  });
}

export async function finishReconciliation(
  db: Database,
  id: string,
  outcome: { readonly state: 'done' | 'failed'; readonly report: object },
  now: Date,
): Promise<void> {
  await db('reconciliation')
    .where({ id })
    .update({ state: outcome.state, report: JSON.stringify(outcome.report), finished_at: now });
}

/** @throws HubError not-found RECONCILIATION_UNKNOWN */
export async function getReconciliation(db: Database, id: string): Promise<Reconciliation> {
  const row = await db<Row>('reconciliation').where({ id }).first();
  if (!row)
    throw notFound('RECONCILIATION_UNKNOWN', `No reconciliation ${id}; list them with the reconciliations query.`);
  return toReconciliation(row);
}

/** The reconciliations that were asked for and not finished, oldest first: a sweep starts these again after a crash. */
export async function findRunningReconciliations(db: Database): Promise<readonly Reconciliation[]> {
  return (await db<Row>('reconciliation').where({ state: 'running' }).orderBy('started_at')).map(toReconciliation);
}

const toReconciliation = (row: Row): Reconciliation => ({
  id: row.id,
  state: row.state,
  dryRun: row.dry_run,
  retrain: row.retrain,
  requestedBy: row.requested_by,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  report: row.report,
});
