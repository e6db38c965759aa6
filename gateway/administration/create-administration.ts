import { reconcile, resolvePending } from '../../jobs/definitions.ts';
import type { HubQueue } from '../../jobs/queue.ts';
import type { AdministrationServices } from '../../schema/graphql/administration/administration-services.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import type { Log } from '../../schema/runtime/log.ts';
import { findOpenBatches } from '../../schema/store/administration-reader.ts';
import type { Database } from '../../schema/store/database.ts';
import { findWordSettingAside } from '../../schema/store/decision-reader.ts';
import { findReconciliation, listReconciliations } from '../../schema/store/reconciliation-store.ts';
import { cancelReconciliation } from './cancel-reconciliation.ts';
import { actorOf, decidePair, decideReview } from './decide.ts';
import { decideNotAPerson } from './decide-not-a-person.ts';
import { explainEntity } from './explain-entity.ts';
import { explainPairs } from './explain-pairs.ts';
import { judgeSample } from './judge-sample.ts';
import {
  listDecisions,
  listFindings,
  listReads,
  listReviews,
  listSample,
  locateByName,
  locateDecisions,
  locateRecords,
} from './look-up.ts';
import { createModelInForce } from './models-in-force.ts';
import { listRunReports, listVerdicts } from './run-reports.ts';
import { startReconciliation } from './start-reconciliation.ts';
import { undoDecisionOf } from './undo-decision.ts';

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
    reconciliation: (id) => findReconciliation(db, id),
    runReports: (ids) => listRunReports(db, ids),
    sampleVerdicts: (ids) => listVerdicts(db, ids),
    clericalSample: (id, page) => listSample(db, id, page),
    readsOf: (subjectId, page) => listReads(db, subjectId, page),
    openBatches: () => findOpenBatches(db, maxOpenBatches),
    pointers: (ids) => locateRecords(db, ids),
    pointersByName: (names) => locateByName(db, names),
    explain: (pairs) => explainPairs(explaining, pairs),
    explainEntity: (entityId, about) => explainEntity(explaining, entityId, about),
    wordSettingAside: (record) => findWordSettingAside(db, record),
    decisions: (filter, page) => listDecisions(db, filter, page),
    decisionsById: (ids) => locateDecisions(db, ids),
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
    async decideNotAPerson(by, record, reason) {
      const decision = await decideNotAPerson({ db, clock }, by, { record, reason });
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
    cancelReconciliation: (by, id) => cancelReconciliation({ db, clock }, actorOf(by), id),
    judgeSample: (by, id, verdict) => judgeSample({ db, clock }, by, { id, verdict }),
  };
}
