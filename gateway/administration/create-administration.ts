import { reconcile, resolvePending } from '../../jobs/definitions.ts';
import type { HubQueue } from '../../jobs/queue.ts';
import type { AdministrationServices } from '../../schema/graphql/administration/administration-services.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Log } from '../../schema/runtime/log.ts';
import { findOpenBatches, listReconciliations } from '../../schema/store/administration-reader.ts';
import type { Database } from '../../schema/store/database.ts';
import { decidePair, decideReview, undoDecisionOf } from './decide.ts';
import { explainEntity } from './explain-entity.ts';
import { explainPairs } from './explain-pairs.ts';
import { listFindings, listReads, listReviews, locateByName, locateRecords } from './look-up.ts';
import { createModelInForce } from './models-in-force.ts';
import { startReconciliation } from './start-reconciliation.ts';

export interface AdministrationDependencies {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly queue: Pick<HubQueue, 'enqueue'>;
}

const maxOpenBatches = 100;

/** The services behind the graph's administration. What is committed is asked for at once; a lost request is the sweep's. */
export function createAdministration({ db, clock, log, queue }: AdministrationDependencies): AdministrationServices {
  const soon = async (ask: () => Promise<void>): Promise<void> => {
    try {
      await ask();
    } catch (error) {
      log.warn({ err: error }, 'a job could not be asked for; the sweep will ask again');
    }
  };
  const explaining = { db, modelInForce: createModelInForce(db) };
  const resolveSoon = (): Promise<void> => soon(() => queue.enqueue(resolvePending, {}));

  return {
    reviews: (filter, page) => listReviews(db, filter, page),
    findings: (filter, page) => listFindings(db, filter, page),
    reconciliations: (first) => listReconciliations(db, first),
    readsOf: (subjectId, page) => listReads(db, subjectId, page),
    openBatches: () => findOpenBatches(db, maxOpenBatches),
    pointers: (ids) => locateRecords(db, ids),
    pointersByName: (names) => locateByName(db, names),
    explain: (pairs) => explainPairs(explaining, pairs),
    explainEntity: (entityId, about) => explainEntity(explaining, entityId, about),
    async decideReview(by, id, verdict, reason) {
      const outcome = await decideReview({ db, clock }, by, { id, verdict, reason });
      if (outcome.decision) await resolveSoon();
      return outcome;
    },
    async decidePair(by, a, b, kind, reason) {
      const decision = await decidePair({ db, clock }, by, { a, b, kind, reason });
      await resolveSoon();
      return decision;
    },
    async undoDecision(by, id, reason) {
      const decision = await undoDecisionOf({ db, clock }, by, { id, reason });
      await resolveSoon();
      return decision;
    },
    async startReconciliation(by, options) {
      const started = await startReconciliation({ db, clock }, by, options);
      await soon(() => queue.enqueue(reconcile, { reconciliationId: started.id }));
      return started;
    },
  };
}
