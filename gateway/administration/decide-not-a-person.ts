import { randomUUID } from 'node:crypto';
import type { RecordName } from '../../schema/graphql/administration/administration-services.ts';
import type { Principal } from '../../schema/model/agreement.ts';
import { notFound } from '../../schema/model/errors.ts';
import { findPointersByName } from '../../schema/store/administration-reader.ts';
import type { StoredDecision } from '../../schema/store/decision-store.ts';
import { recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import { actorOf, checkReason, type DecideDependencies } from './decide.ts';
import { keepDecision } from './keep-decision.ts';

/**
 * A person's word that a record is no subject at all: a clerk's test row, an organisation's name entered as a person. It
 * then belongs to no entity and is in no review, until the word is taken back.
 */
export function decideNotAPerson(
  { db, clock }: DecideDependencies,
  by: Principal,
  word: { readonly record: RecordName; readonly reason: string },
): Promise<StoredDecision> {
  const actor = actorOf(by);
  const reason = checkReason(word.reason);
  return db.transaction(async (trx) => {
    const [record] = await findPointersByName(trx, [word.record]);
    if (!record) {
      throw notFound('RECORD_UNKNOWN', 'decision: the record is not known; name it by dataset and key.');
    }
    const now = clock.now();
    const { dataset, key } = record;
    const decision = await keepDecision(
      trx,
      {
        id: randomUUID(),
        kind: 'not-a-person',
        record: { dataset, key },
        author: actor.name,
        reason,
        decidedAt: now.toISOString(),
      },
      now,
    );
    await recordDeed(trx, clock, {
      actor,
      operation: 'record.decide',
      subject: { type: 'decision', id: decision.id },
      details: { kind: decision.kind, datasets: [dataset] },
    });
    return decision;
  });
}
