import { type Decision, recordsOf } from '../../schema/model/entity.ts';
import { pairFingerprint } from '../../schema/rules/resolution/pair-fingerprint.ts';
import type { Database } from '../../schema/store/database.ts';
import {
  findDecision,
  findOnSameRecords,
  insertDecision,
  type StoredDecision,
  undoDecision,
} from '../../schema/store/decision-store.ts';
import { findRecordIds, markPending } from '../../schema/store/record-values-store.ts';
import { setReviewDecided } from '../../schema/store/review-store.ts';

/**
 * Writes a decision down, answers the review of its pair and lets its records wait for resolution. It is dated after every
 * earlier one on the same records, whatever the clocks of two gateways say: the last word is the newest.
 */
export async function keepDecision(trx: Database, decision: Decision, now: Date): Promise<StoredDecision> {
  await reconsider(trx, decision);
  const earlier = await findOnSameRecords(trx, decision);
  const lastMs = earlier.reduce((last, { decidedAt }) => Math.max(last, decidedAt.getTime()), 0);
  const decidedAt = new Date(Math.max(Date.parse(decision.decidedAt), lastMs + 1)).toISOString();
  const stored = await insertDecision(trx, { ...decision, decidedAt });
  if (decision.kind !== 'not-a-person') {
    await setReviewDecided(trx, pairFingerprint(decision.a, decision.b), true, now);
  }
  return stored;
}

/**
 * Takes a decision back and lets its records wait for resolution, which then decides by the evidence and by what other
 * decisions there are. Rows are locked in the order in which resolution locks them: waiting list, review, decision.
 * @returns null when no decision of that id is there to be taken back
 */
export async function takeBackDecision(
  trx: Database,
  id: string,
  by: { readonly author: string; readonly reason: string },
  now: Date,
): Promise<StoredDecision | null> {
  const decision = await findDecision(trx, id);
  if (!decision || decision.state === 'undone') return null;
  await reconsider(trx, decision);
  if (decision.kind !== 'not-a-person') {
    const others = await findOnSameRecords(trx, decision);
    await setReviewDecided(trx, pairFingerprint(decision.a, decision.b), others.length > 0, now);
  }
  return undoDecision(trx, id, by, now);
}

const reconsider = async (trx: Database, decision: Decision): Promise<void> =>
  markPending(trx, await findRecordIds(trx, recordsOf(decision)));
