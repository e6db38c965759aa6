import type { Principal } from '../../schema/model/agreement.ts';
import { notFound } from '../../schema/model/errors.ts';
import { isUuid } from '../../schema/model/identity.ts';
import type { ClericalSample, SampleVerdict } from '../../schema/model/reconciliation.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import { setSampleVerdict } from '../../schema/store/clerical-sample-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import { actorOf } from './decide.ts';

/** A person's word on a sampled pair; a later word replaces it. The verdict and the deed are one transaction. */
export function judgeSample(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  by: Principal,
  { id, verdict }: { readonly id: string; readonly verdict: SampleVerdict },
): Promise<ClericalSample> {
  const actor = actorOf(by);
  return db.transaction(async (trx) => {
    const word = { verdict, by: actor.name, at: clock.now() };
    const sample = isUuid(id) ? await setSampleVerdict(trx, id, word) : null;
    if (!sample) {
      throw notFound(
        'SAMPLE_UNKNOWN',
        'sample: there is no such pair; list them with reconciliation { clericalSample }.',
      );
    }
    await recordDeed(trx, clock, {
      actor,
      operation: 'sample.judge',
      subject: { type: 'clerical-sample', id },
      details: { verdict, reconciliation: sample.reconciliationId },
    });
    return sample;
  });
}
