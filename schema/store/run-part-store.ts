import type { EntityType, RecordId } from '../model/identity.ts';
import type { PairObservations } from '../model/reconciliation.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** In this order; a phase begins when every part of the one before is done. */
export const runPhases = ['prepare', 'train', 'compare', 'publish'] as const;
export type RunPhase = (typeof runPhases)[number];

/**
 * What a part is about. prepare: the records of a type whose ids lie in from ≤ id < to. train: a type. compare: the
 * part-th of `of` shares of a type's candidate pairs. publish: all.
 */
export type PartTask =
  | { readonly phase: 'prepare'; readonly entityType: EntityType; readonly from: string; readonly to: string }
  | { readonly phase: 'train'; readonly entityType: EntityType }
  | { readonly phase: 'compare'; readonly entityType: EntityType; readonly share: number; readonly of: number }
  | { readonly phase: 'publish' };

export interface PartName {
  readonly reconciliationId: string;
  readonly phase: RunPhase;
  readonly part: number;
}

export interface PartResult {
  readonly payload: Uint8Array | null;
  readonly observations: PairObservations | null;
}

/** Where a run is; phase null = it has not begun. */
export interface RunProgress {
  readonly state: string;
  readonly phase: RunPhase | null;
  readonly retrain: boolean;
}

/** Locks the run, so that one worker at a time moves it on; null when it is not running any more. */
export async function lockRun(trx: Database, reconciliationId: string): Promise<RunProgress | null> {
  const [row] = await runSql<RunProgress>(
    trx,
    `select state, phase, retrain from reconciliation where id = ? and state = 'running' for update`,
    [reconciliationId],
  );
  return row ?? null;
}

/** Begins a phase with these parts, in their order. */
export async function beginPhase(
  trx: Database,
  reconciliationId: string,
  phase: RunPhase,
  tasks: readonly PartTask[],
): Promise<void> {
  await runSql(
    trx,
    `insert into run_part (reconciliation_id, phase, part, task)
     select ?, ?, part - 1, task from jsonb_array_elements(?::jsonb) with ordinality as t (task, part)`,
    [reconciliationId, phase, JSON.stringify(tasks)],
  );
  await runSql(trx, 'update reconciliation set phase = ?, done = 0, total = ? where id = ?', [
    phase,
    tasks.length,
    reconciliationId,
  ]);
}

/** The part's task; null when it is done already, or the run is over. */
export async function findOpenPart(
  db: Database,
  { reconciliationId, phase, part }: PartName,
): Promise<PartTask | null> {
  const [row] = await runSql<{ task: PartTask }>(
    db,
    `select task from run_part join reconciliation on reconciliation.id = reconciliation_id
     where reconciliation_id = ? and run_part.phase = ? and part = ? and not is_done and state = 'running'`,
    [reconciliationId, phase, part],
  );
  return row?.task ?? null;
}

/** Parts of the phases that runs under way are in, and that are not done: what a sweep asks for again. */
export async function listOpenParts(db: Database, limit: number): Promise<readonly PartName[]> {
  return runSql<PartName>(
    db,
    `select reconciliation_id as "reconciliationId", run_part.phase, part
     from run_part join reconciliation on reconciliation.id = reconciliation_id
     where not is_done and state = 'running' and run_part.phase = reconciliation.phase
     order by reconciliation_id, part limit ?`,
    [limit],
  );
}

/** Keeps what a part gave, once: what a second worker made of it is the same and is dropped. */
export async function finishPart(
  trx: Database,
  { reconciliationId, phase, part }: PartName,
  { payload, observations }: PartResult,
): Promise<void> {
  const done = await runSql(
    trx,
    `update run_part set is_done = true, payload = ?, observations = ?
     where reconciliation_id = ? and phase = ? and part = ? and not is_done returning part`,
    [payload && Buffer.from(payload), observations && JSON.stringify(observations), reconciliationId, phase, part],
  );
  if (done.length > 0) {
    await runSql(trx, 'update reconciliation set done = done + 1 where id = ? and phase = ?', [
      reconciliationId,
      phase,
    ]);
  }
}

/** The tasks of a phase whose every part is done, in the order of the parts; null while some are open. */
export async function findDoneTasks(
  db: Database,
  reconciliationId: string,
  phase: RunPhase,
): Promise<readonly PartTask[] | null> {
  const rows = await runSql<{ task: PartTask; is_done: boolean }>(
    db,
    'select task, is_done from run_part where reconciliation_id = ? and phase = ? order by part',
    [reconciliationId, phase],
  );
  return rows.every(({ is_done }) => is_done) ? rows.map(({ task }) => task) : null;
}

export interface StoredPart {
  readonly part: number;
  readonly task: PartTask;
  readonly observations: PairObservations | null;
}

/** The parts of a phase without their payloads. */
export async function listParts(
  db: Database,
  reconciliationId: string,
  phase: RunPhase,
): Promise<readonly StoredPart[]> {
  return runSql<StoredPart>(
    db,
    'select part, task, observations from run_part where reconciliation_id = ? and phase = ? order by part',
    [reconciliationId, phase],
  );
}

/** @throws Error when the part is not done, or its run is over and was cleared */
export async function readPayload(db: Database, { reconciliationId, phase, part }: PartName): Promise<Buffer> {
  const [row] = await runSql<{ payload: Buffer | null }>(
    db,
    'select payload from run_part where reconciliation_id = ? and phase = ? and part = ? and is_done',
    [reconciliationId, phase, part],
  );
  if (!row?.payload) throw new Error(`reconciliation: part ${part} of ${phase} is not there`);
  return row.payload;
}

/** Forgets what runs that are over have left: their parts and what was touched meanwhile. */
export async function clearEndedRuns(db: Database): Promise<void> {
  await runSql(
    db,
    `delete from run_part using reconciliation where reconciliation.id = reconciliation_id and state <> 'running'`,
  );
  await runSql(
    db,
    `delete from run_touched using reconciliation where reconciliation.id = reconciliation_id and state <> 'running'`,
  );
}

/** Notes records that an incremental run has resolved, for every run under way that may have read them before. */
export async function noteTouched(trx: Database, ids: readonly RecordId[]): Promise<void> {
  if (ids.length === 0) return;
  await runSql(
    trx,
    `insert into run_touched (reconciliation_id, record_id)
     select reconciliation.id, record_id from reconciliation, unnest(?::bigint[]) as t (record_id)
     where state = 'running' and phase is not null
     on conflict do nothing`,
    [arrayOf(ids)],
  );
}

/** The records of a type that were resolved by themselves since the run began. */
export async function findTouched(
  trx: Database,
  reconciliationId: string,
  entityType: EntityType,
): Promise<readonly RecordId[]> {
  const rows = await runSql<{ id: RecordId }>(
    trx,
    `select id from record join run_touched on record_id = id where reconciliation_id = ? and entity_type = ?`,
    [reconciliationId, entityType],
  );
  return rows.map(({ id }) => id);
}

/** Cuts the records of a type into stretches of about so many ids, deleted ones too, from the lowest id to the highest. */
export async function splitRecords(
  db: Database,
  entityType: EntityType,
  recordsPerPart: number,
): Promise<readonly { readonly from: string; readonly to: string }[]> {
  const rows = await runSql<{ id: string }>(
    db,
    `select id from (
       select id, row_number() over (order by id) as place from record where entity_type = ?
     ) as numbered where (place - 1) % ? = 0 order by id`,
    [entityType, recordsPerPart],
  );
  const open = String(2n ** 63n - 1n);
  return rows.map(({ id }, place) => ({ from: id, to: rows[place + 1]?.id ?? open }));
}
