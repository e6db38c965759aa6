import type { Principal } from '../../schema/model/agreement.ts';
import { notFound } from '../../schema/model/errors.ts';
import type { StoredDecision } from '../../schema/store/decision-store.ts';
import { recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import { actorOf, checkReason, type DecideDependencies } from './decide.ts';
import { isUuid } from './is-uuid.ts';
import { takeBackDecision } from './keep-decision.ts';

/** Takes a decision of any kind back; resolution then decides by the evidence again. One transaction with its deed. */
export function undoDecisionOf(
  { db, clock }: DecideDependencies,
  by: Principal,
  word: { readonly id: string; readonly reason: string },
): Promise<StoredDecision> {
  const actor = actorOf(by);
  const reason = checkReason(word.reason);
  return db.transaction(async (trx) => {
    const decision = isUuid(word.id)
      ? await takeBackDecision(trx, word.id, { author: actor.name, reason }, clock.now())
      : null;
    if (!decision) throw notFound('DECISION_UNKNOWN', 'decision: no such decision is in force; nothing was undone.');
    await recordDeed(trx, clock, {
      actor,
      operation: 'decision.undo',
      subject: { type: 'decision', id: decision.id },
      details: { kind: decision.kind },
    });
    return decision;
  });
}
