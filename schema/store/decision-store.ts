import type { Decision } from '../model/entity.ts';
import type { RecordId } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

interface Row {
  readonly id: string;
  readonly kind: Decision['kind'];
  readonly a_dataset: string;
  readonly a_key: string;
  readonly b_dataset: string;
  readonly b_key: string;
  readonly author: string;
  readonly reason: string;
  readonly decided_at: Date;
}

/** A decision in force together with the records it names, as far as these exist. */
export interface DecisionInForce extends Decision {
  readonly aRecordId: RecordId | null;
  readonly bRecordId: RecordId | null;
}

export async function insertDecision(db: Database, decision: Decision): Promise<void> {
  await db('decision').insert({
    id: decision.id,
    kind: decision.kind,
    a_dataset: decision.a.dataset,
    a_key: decision.a.key,
    b_dataset: decision.b.dataset,
    b_key: decision.b.key,
    author: decision.author,
    reason: decision.reason,
    decided_at: decision.decidedAt,
  });
}

/** Takes a decision back; null when there is none in force of that id. */
export async function undoDecision(db: Database, id: string, author: string, now: Date): Promise<Decision | null> {
  const rows = await db<Row>('decision')
    .where({ id })
    .whereNull('undone_at' as never)
    .update({ undone_at: now, undone_by: author } as never)
    .returning('*');
  return rows[0] ? toDecision(rows[0] as Row) : null;
}

/** Decisions in force about any of these records. */
export async function findDecisionsOf(db: Database, records: readonly RecordId[]): Promise<readonly DecisionInForce[]> {
  if (records.length === 0) return [];
  const ids = arrayOf(records);
  const rows = await runPrepared<Row & { a_record: RecordId | null; b_record: RecordId | null }>(
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

const toDecision = (row: Row): Decision => ({
  id: row.id,
  kind: row.kind,
  a: { dataset: row.a_dataset, key: row.a_key },
  b: { dataset: row.b_dataset, key: row.b_key },
  author: row.author,
  reason: row.reason,
  decidedAt: row.decided_at.toISOString(),
});
