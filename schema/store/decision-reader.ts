import type { Decision, DecisionState, RecordName } from '../model/entity.ts';
import type { EntityId } from '../model/identity.ts';
import type { Database } from './database.ts';
import { type DecisionRow, type StoredDecision, toStoredDecision } from './decision-store.ts';
import { runSql } from './run-sql.ts';

/** Decisions after a position, undone ones too, the newest first. */
export async function findDecisionPage(
  db: Database,
  filter: { readonly kind: Decision['kind'] | null; readonly state: DecisionState | null },
  page: { readonly after: { readonly decidedAt: string; readonly id: string } | null; readonly limit: number },
): Promise<readonly StoredDecision[]> {
  const { after, limit } = page;
  const rows = await runSql<DecisionRow>(
    db,
    `select * from decision where kind = coalesce(?::text, kind) and state = coalesce(?::text, state)
       and (?::uuid is null or (decided_at, id) < (?::timestamptz, ?::uuid))
     order by decided_at desc, id desc limit ?`,
    [filter.kind, filter.state, after?.id ?? null, after?.decidedAt ?? null, after?.id ?? null, limit],
  );
  return rows.map(toStoredDecision);
}

export async function findDecisionsById(db: Database, ids: readonly string[]): Promise<readonly StoredDecision[]> {
  const rows = await runSql<DecisionRow>(db, 'select * from decision where id = any(?::uuid[])', [ids]);
  return rows.map(toStoredDecision);
}

/** Decisions about any record of the entity that nobody has undone, the newest first. */
export async function findDecisionsOfEntity(db: Database, entityId: EntityId): Promise<readonly StoredDecision[]> {
  const rows = await runSql<DecisionRow>(
    db,
    `with member as (
       select dataset, key from link join record on record.id = link.record_id where link.entity_id = ?
     )
     select * from decision where id in (
       select d.id from member join decision d on (d.a_dataset, d.a_key) = (member.dataset, member.key)
       where d.undone_at is null
       union
       select d.id from member join decision d on (d.b_dataset, d.b_key) = (member.dataset, member.key)
       where d.undone_at is null)
     order by decided_at desc, id desc`,
    [entityId],
  );
  return rows.map(toStoredDecision);
}

/** The person's word, the newest, by which a record is no subject; null where none stands. */
export async function findWordSettingAside(db: Database, { dataset, key }: RecordName): Promise<StoredDecision | null> {
  const [row] = await runSql<DecisionRow>(
    db,
    `select * from decision
     where (a_dataset, a_key) = (?, ?) and kind = 'not-a-person' and undone_at is null
     order by decided_at desc, id limit 1`,
    [dataset, key],
  );
  return row ? toStoredDecision(row) : null;
}
