import { type Decision, type DecisionState, recordsOf } from '../model/entity.ts';
import type { EntityType, RecordId } from '../model/identity.ts';
import type { DecisionStanding } from '../rules/resolution/decisions/judge-decisions.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared, runSql } from './run-sql.ts';

export interface DecisionRow {
  readonly id: string;
  readonly kind: Decision['kind'];
  readonly a_dataset: string;
  readonly a_key: string;
  /** Null of a decision about one record. */
  readonly b_dataset: string | null;
  readonly b_key: string | null;
  readonly author: string;
  readonly reason: string;
  readonly decided_at: Date;
  readonly undone_at: Date | null;
  readonly undone_by: string | null;
  readonly undo_reason: string | null;
  readonly state: DecisionState;
  readonly against: readonly string[];
  readonly guard: string | null;
}

/** A decision and what has become of it. */
export type StoredDecision = Decision & {
  readonly state: DecisionState;
  /** Ids of the decisions that it gives way to, sorted. */
  readonly against: readonly string[];
  /** The code of the guard that a link in force overrides. */
  readonly guard: string | null;
  readonly undoneAt: string | null;
  readonly undoneBy: string | null;
  readonly undoReason: string | null;
};

/** A decision that nobody has undone, together with the records it names, as far as these exist. */
export type DecisionInForce = Decision & {
  readonly aRecordId: RecordId | null;
  /** Null as well of a decision about one record. */
  readonly bRecordId: RecordId | null;
};

export async function insertDecision(db: Database, decision: Decision): Promise<StoredDecision> {
  const [a, b] = decision.kind === 'not-a-person' ? [decision.record, null] : [decision.a, decision.b];
  const [row] = await runSql<DecisionRow>(
    db,
    `insert into decision (id, kind, a_dataset, a_key, b_dataset, b_key, author, reason, decided_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning *`,
    [
      decision.id,
      decision.kind,
      a.dataset,
      a.key,
      b?.dataset ?? null,
      b?.key ?? null,
      decision.author,
      decision.reason,
      decision.decidedAt,
    ],
  );
  if (!row) throw new Error('the decision was not written');
  return toStoredDecision(row);
}

/** The decision of that id, undone or not. */
export async function findDecision(db: Database, id: string): Promise<StoredDecision | null> {
  const [row] = await runSql<DecisionRow>(db, 'select * from decision where id = ?', [id]);
  return row ? toStoredDecision(row) : null;
}

/** Takes a decision back; null when there is none of that id, or it is undone already. */
export async function undoDecision(
  db: Database,
  id: string,
  by: { readonly author: string; readonly reason: string },
  now: Date,
): Promise<StoredDecision | null> {
  const [row] = await runSql<DecisionRow>(
    db,
    `update decision set state = 'undone', against = '{}', guard = null, undone_at = ?, undone_by = ?, undo_reason = ?
     where id = ? and undone_at is null returning *`,
    [now, by.author, by.reason, id],
  );
  return row ? toStoredDecision(row) : null;
}

/** The other decisions on the very same pair, or the same record, that nobody has undone. */
export async function findOnSameRecords(
  db: Database,
  decision: Decision,
): Promise<readonly { readonly id: string; readonly decidedAt: Date }[]> {
  const [a, b = null] = recordsOf(decision);
  return runSql(
    db,
    `select id, decided_at as "decidedAt" from decision
     where undone_at is null and id <> :id
       and ((a_dataset, a_key) = (:aDataset, :aKey) and (b_dataset, b_key) is not distinct from (:bDataset, :bKey)
         or (a_dataset, a_key) = (:bDataset, :bKey) and (b_dataset, b_key) = (:aDataset, :aKey))`,
    {
      id: decision.id,
      aDataset: a?.dataset ?? null,
      aKey: a?.key ?? null,
      bDataset: b?.dataset ?? null,
      bKey: b?.key ?? null,
    },
  );
}

/** Notes what decisions stand for now; an undone one, or one that stands so already, stays untouched. */
export async function updateDecisionStandings(db: Database, standings: readonly DecisionStanding[]): Promise<void> {
  if (standings.length === 0) return;
  await runSql(
    db,
    `update decision set state = t.state, against = t.against, guard = t.guard
     from jsonb_to_recordset(?::jsonb) as t (id uuid, state text, against uuid[], guard text)
     where decision.id = t.id and undone_at is null
       and (decision.state, decision.against, decision.guard) is distinct from (t.state, t.against, t.guard)`,
    [JSON.stringify(standings)],
  );
}

/** Decisions about any of these records that nobody has undone. */
export async function findDecisionsOf(db: Database, records: readonly RecordId[]): Promise<readonly DecisionInForce[]> {
  if (records.length === 0) return [];
  const ids = arrayOf(records);
  const rows = await runPrepared<DecisionRow & { a_record: RecordId | null; b_record: RecordId | null }>(
    db,
    `with about as (
       select d.id from record r join decision d on (d.a_dataset, d.a_key) = (r.dataset, r.key)
       where r.id = any(?::bigint[]) and d.undone_at is null
       union
       select d.id from record r join decision d on (d.b_dataset, d.b_key) = (r.dataset, r.key)
       where r.id = any(?::bigint[]) and d.undone_at is null
     )
     select decision.*, a.id as a_record, b.id as b_record
     from about join decision using (id)
     left join record a on (a.dataset, a.key) = (a_dataset, a_key)
     left join record b on (b.dataset, b.key) = (b_dataset, b_key)
     order by decided_at, decision.id`,
    [ids, ids],
  );
  return rows.map((row) => ({ ...toDecision(row), aRecordId: row.a_record, bRecordId: row.b_record }));
}

/** All decisions about records of a type that nobody has undone, and those that wait for a record of any. */
export async function listDecisionsInForce(db: Database, entityType: EntityType): Promise<readonly DecisionInForce[]> {
  const rows = await runSql<DecisionRow & { a_record: RecordId | null; b_record: RecordId | null }>(
    db,
    `select decision.*, a.id as a_record, b.id as b_record
     from decision
     left join record a on (a.dataset, a.key) = (a_dataset, a_key)
     left join record b on (b.dataset, b.key) = (b_dataset, b_key)
     where undone_at is null and coalesce(a.entity_type, b.entity_type, ?) = ?
     order by decided_at, decision.id`,
    [entityType, entityType],
  );
  return rows.map((row) => ({ ...toDecision(row), aRecordId: row.a_record, bRecordId: row.b_record }));
}

export const toStoredDecision = (row: DecisionRow): StoredDecision => ({
  ...toDecision(row),
  state: row.state,
  against: row.against,
  guard: row.guard,
  undoneAt: row.undone_at?.toISOString() ?? null,
  undoneBy: row.undone_by,
  undoReason: row.undo_reason,
});

function toDecision(row: DecisionRow): Decision {
  const { id, kind, author, reason } = row;
  const word = { id, author, reason, decidedAt: row.decided_at.toISOString() };
  const a = { dataset: row.a_dataset, key: row.a_key };
  if (kind === 'not-a-person') return { ...word, kind, record: a };
  if (row.b_dataset === null || row.b_key === null) throw new Error(`decision ${id} names one record only`);
  return { ...word, kind, a, b: { dataset: row.b_dataset, key: row.b_key } };
}
