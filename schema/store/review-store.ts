import type { EntityType, RecordId } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** A doubtful pair as resolution finds it; `fingerprint` names the two records and so outlives re-delivery. */
export interface ReviewDraft {
  readonly id: string;
  readonly fingerprint: string;
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Review extends ReviewDraft {
  readonly entityType: EntityType;
  readonly state: 'open' | 'decided' | 'moot';
  readonly openedAt: string;
}

interface Row {
  readonly id: string;
  readonly fingerprint: string;
  readonly entity_type: EntityType;
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  readonly reason: string;
  readonly details: Record<string, unknown>;
  readonly state: Review['state'];
  readonly opened_at: Date;
}

/**
 * Makes the open reviews of these records be exactly `drafts`: new ones are opened, moot ones closed, those that
 * stood keep their id and date. A closed one that is doubtful again is opened again under its id: while a person's
 * answer holds, resolution does not doubt.
 * @param records those that may have open reviews
 */
export async function replaceOpenReviews(
  db: Database,
  entityType: EntityType,
  records: readonly RecordId[],
  drafts: readonly ReviewDraft[],
  now: Date,
): Promise<void> {
  const fingerprints = drafts.map(({ fingerprint }) => fingerprint);
  if (records.length > 0) {
    const ids = arrayOf(records);
    await runPrepared(
      db,
      `update review set state = 'moot', closed_at = ?
       where state = 'open' and (a = any(?::bigint[]) or b = any(?::bigint[])) and not fingerprint = any(?::text[])`,
      [now, ids, ids, fingerprints],
    );
  }
  if (drafts.length === 0) return;
  await runPrepared(
    db,
    `insert into review (id, fingerprint, entity_type, a, b, weight, reason, details, state, opened_at)
     select id, fingerprint, ?, a, b, weight, reason, details, 'open', ?
     from unnest(?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::double precision[], ?::text[], ?::jsonb[])
       as t (id, fingerprint, a, b, weight, reason, details)
     on conflict (fingerprint) do update set
       weight = excluded.weight, reason = excluded.reason, details = excluded.details, state = 'open', closed_at = null`,
    [
      entityType,
      now,
      drafts.map(({ id }) => id),
      fingerprints,
      drafts.map(({ a }) => a),
      drafts.map(({ b }) => b),
      drafts.map(({ weight }) => weight),
      drafts.map(({ reason }) => reason),
      drafts.map(({ details }) => JSON.stringify(details)),
    ],
  );
}

export async function findReview(db: Database, id: string): Promise<Review | null> {
  const row = await db<Row>('review').where({ id }).first();
  return row ? toReview(row) : null;
}

/** Every record that an open review is about. */
export async function findRecordsInReview(db: Database): Promise<ReadonlySet<RecordId>> {
  const rows = await runPrepared<{ id: RecordId }>(
    db,
    `select a as id from review where state = 'open' union select b from review where state = 'open'`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Closes the review of this pair as decided, or opens it again when the decision is undone. */
export async function setReviewDecided(db: Database, fingerprint: string, decided: boolean, now: Date): Promise<void> {
  await db('review')
    .where({ fingerprint })
    .update(decided ? { state: 'decided', closed_at: now } : { state: 'moot', closed_at: now });
}

const toReview = ({ entity_type, opened_at, ...row }: Row): Review => ({
  ...row,
  entityType: entity_type,
  openedAt: opened_at.toISOString(),
});
