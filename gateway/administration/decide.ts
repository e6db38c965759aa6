import { randomUUID } from 'node:crypto';
import type { DecidedReview, RecordName } from '../../schema/graphql/administration/administration-services.ts';
import type { Principal } from '../../schema/model/agreement.ts';
import type { PairDecision } from '../../schema/model/entity.ts';
import { conflict, forbidden, invalid, notFound } from '../../schema/model/errors.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import { findPointers, findPointersByName, type PointerRow } from '../../schema/store/administration-reader.ts';
import type { Database } from '../../schema/store/database.ts';
import type { StoredDecision } from '../../schema/store/decision-store.ts';
import { type Actor, recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import { findReview } from '../../schema/store/review-store.ts';
import { isUuid } from './is-uuid.ts';
import { keepDecision } from './keep-decision.ts';

export interface DecideDependencies {
  readonly db: Database;
  readonly clock: Clock;
}

/** A person's word on an open review. The decision, the waiting records, the review and the deed are one transaction. */
export function decideReview(
  { db, clock }: DecideDependencies,
  by: Principal,
  word: { readonly id: string; readonly verdict: 'LINK' | 'UNLINK' | 'LATER'; readonly reason: string },
): Promise<DecidedReview> {
  const actor = actorOf(by);
  const reason = checkReason(word.reason);
  return db.transaction(async (trx) => {
    const review = isUuid(word.id) ? await findReview(trx, word.id) : null;
    if (!review) throw notFound('REVIEW_UNKNOWN', 'review: there is no such review; list them with the reviews query.');
    if (review.state !== 'open') {
      throw conflict('REVIEW_CLOSED', 'review: it is no longer open; undo its decision first if it was wrong.');
    }
    const [a, b] = await findBoth(trx, review.a, review.b);
    const kind = word.verdict === 'LINK' ? 'link' : 'unlink';
    const decision =
      word.verdict === 'LATER' ? null : await decide(trx, { kind, a, b, author: actor.name, reason }, clock.now());
    await recordDeed(trx, clock, {
      actor,
      operation: 'review.decide',
      subject: { type: 'review', id: review.id },
      details: { verdict: word.verdict, ...(decision && { decision: decision.id }) },
    });
    return { review: decision ? { ...review, state: 'decided' } : review, decision };
  });
}

/** A person's word on any two records, asked for or not. */
export function decidePair(
  { db, clock }: DecideDependencies,
  by: Principal,
  word: {
    readonly a: RecordName;
    readonly b: RecordName;
    readonly kind: PairDecision['kind'];
    readonly reason: string;
  },
): Promise<StoredDecision> {
  const actor = actorOf(by);
  const reason = checkReason(word.reason);
  return db.transaction(async (trx) => {
    const rows = await findPointersByName(trx, [word.a, word.b]);
    const find = ({ dataset, key }: RecordName) => rows.find((row) => row.dataset === dataset && row.key === key);
    const [a, b] = [find(word.a), find(word.b)];
    if (!a || !b) throw recordUnknown();
    if (a.id === b.id || a.entityType !== b.entityType) {
      throw invalid('PAIR_INVALID', 'decision: name two different records of the same type of entity.');
    }
    const decision = await decide(trx, { kind: word.kind, a, b, author: actor.name, reason }, clock.now());
    await recordDeed(trx, clock, {
      actor,
      operation: 'pair.decide',
      subject: { type: 'decision', id: decision.id },
      details: { kind: word.kind, datasets: [a.dataset, b.dataset] },
    });
    return decision;
  });
}

async function decide(
  trx: Database,
  word: {
    readonly kind: PairDecision['kind'];
    readonly a: PointerRow;
    readonly b: PointerRow;
    readonly author: string;
    readonly reason: string;
  },
  now: Date,
): Promise<StoredDecision> {
  const { kind, a, b, author, reason } = word;
  const decision: PairDecision = {
    id: randomUUID(),
    kind,
    a: { dataset: a.dataset, key: a.key },
    b: { dataset: b.dataset, key: b.key },
    author,
    reason,
    decidedAt: now.toISOString(),
  };
  return keepDecision(trx, decision, now);
}

async function findBoth(
  trx: Database,
  ...ids: readonly [PointerRow['id'], PointerRow['id']]
): Promise<readonly [PointerRow, PointerRow]> {
  const rows = await findPointers(trx, ids);
  const [a, b] = ids.map((id) => rows.find((row) => row.id === id));
  if (!a || !b) throw recordUnknown();
  return [a, b];
}

/** Asked again here, below the graph: only an administrator's word counts. */
export function actorOf({ client }: Principal): Actor {
  if (client.kind !== 'administrator') {
    throw forbidden('ADMINISTRATOR_ONLY', 'access: only an administrator decides; use an administrator token.');
  }
  return { clientId: client.id, name: client.name };
}

export function checkReason(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > 500 || text.includes('\u0000')) {
    throw invalid('REASON_INVALID', 'decision: say why, in at most 500 characters.');
  }
  return text;
}

const recordUnknown = () =>
  notFound('RECORD_UNKNOWN', 'decision: one of the two records is not known; name both by dataset and key.');
