import { notFound } from '../model/errors.ts';
import { isUuid } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** A full reconciliation as it was asked for and what became of it. */
export interface Reconciliation {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** What it is at just now, and how much of that is done; null where the run does not say. */
  readonly phase: string | null;
  readonly done: number | null;
  readonly total: number | null;
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
  readonly phase?: string | null;
  readonly done?: number | null;
  readonly total?: number | null;
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

const noPhase = { phase: null, done: null, total: null };

/** Of one that was cancelled meanwhile nothing is written: it stays so, and the answer is false. */
export async function finishReconciliation(
  db: Database,
  id: string,
  outcome: { readonly state: 'done' | 'failed'; readonly report: object },
  now: Date,
): Promise<boolean> {
  const changed = await db('reconciliation')
    .where({ id, state: 'running' })
    .update({ state: outcome.state, report: JSON.stringify(outcome.report), finished_at: now, ...noPhase });
  return changed === 1;
}

/** Notes how far the phase is; false = the run is not running any more. */
export async function noteProgress(db: Database, id: string, done: number, total: number): Promise<boolean> {
  return (await db('reconciliation').where({ id, state: 'running' }).update({ done, total })) === 1;
}

/** Calls off a running one; whoever works on it looks at its state. False = it is not running, or is unknown. */
export async function markCancelled(db: Database, id: string, now: Date): Promise<boolean> {
  const changed = await db('reconciliation')
    .where({ id, state: 'running' })
    .update({ state: 'cancelled', finished_at: now, ...noPhase });
  return changed === 1;
}

/** Full reconciliations, the newest first. */
export async function listReconciliations(db: Database, limit: number): Promise<readonly Reconciliation[]> {
  const rows = await db<Row>('reconciliation')
    .orderBy([{ column: 'started_at', order: 'desc' }, 'id'])
    .limit(limit);
  return rows.map(toReconciliation);
}

/** Null = there is none of this id, or it is no id. */
export async function findReconciliation(db: Database, id: string): Promise<Reconciliation | null> {
  const row = isUuid(id) ? await db<Row>('reconciliation').where({ id }).first() : undefined;
  return row ? toReconciliation(row) : null;
}

/** @throws HubError not-found RECONCILIATION_UNKNOWN */
export async function getReconciliation(db: Database, id: string): Promise<Reconciliation> {
  const found = await findReconciliation(db, id);
  if (!found) {
    throw notFound('RECONCILIATION_UNKNOWN', `No reconciliation ${id}; list them with the reconciliations query.`);
  }
  return found;
}

/** Who asks for a run that nobody asked for. */
export const hubItself = 'hub';

/**
 * Whether so many records wait, and so large a share of all, that one full run is done with them sooner than many
 * small ones: the first load of a city.
 * @param least waiting records
 * @param share of all records, 0–1
 */
export async function isBacklogLarge(db: Database, least: number, share: number): Promise<boolean> {
  const [waiting] = await runSql<{ is: boolean }>(
    db,
    'select count(*) >= ? as is from (select from pending_record limit ?) as waiting',
    [least, least],
  );
  if (!waiting?.is) return false;
  const [row] = await runSql<{ is: boolean }>(
    db,
    `select (select count(*) from pending_record) >= ?::double precision * (select count(*) from record) as is`,
    [share],
  );
  return row?.is === true;
}

/** The reconciliations that were asked for and not finished, oldest first: a sweep starts these again after a crash. */
export async function findRunningReconciliations(db: Database): Promise<readonly Reconciliation[]> {
  return (await db<Row>('reconciliation').where({ state: 'running' }).orderBy('started_at')).map(toReconciliation);
}

const toReconciliation = (row: Row): Reconciliation => ({
  id: row.id,
  state: row.state,
  phase: row.phase ?? null,
  done: row.done ?? null,
  total: row.total ?? null,
  dryRun: row.dry_run,
  retrain: row.retrain,
  requestedBy: row.requested_by,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  report: row.report,
});
