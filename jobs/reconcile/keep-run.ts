import { randomUUID } from 'node:crypto';
import type { ObservedType } from '../../schema/rules/reconciliation/report-type.ts';
import { reportType } from '../../schema/rules/reconciliation/report-type.ts';
import { previewChanges } from '../../schema/rules/reconciliation/run-preview.ts';
import type { ChangeDraft } from '../../schema/store/change-store.ts';
import { insertClericalSample } from '../../schema/store/clerical-sample-store.ts';
import { countClusterSizes } from '../../schema/store/cluster-size-reader.ts';
import type { Database } from '../../schema/store/database.ts';
import { findPlatformAgreements } from '../../schema/store/platform-agreement-reader.ts';
import { findLastPublished, type KeptRun, keepRunReport } from '../../schema/store/run-report-store.ts';

/** What a run hands over to be kept: of each entity type what it saw, and every change that it made. */
export interface RunFindings {
  readonly types: readonly Omit<ObservedType, 'clusterSizes'>[];
  readonly changes: readonly ChangeDraft[];
}

/** The report and the preview of a run. Called in the run's own transaction, where its golden records are seen. */
export async function describeRun(trx: Database, { types, changes }: RunFindings, now: Date): Promise<KeptRun> {
  const previous = await findLastPublished(trx);
  const reported = [];
  for (const observed of types) {
    const { entityType } = observed.model;
    const clusterSizes = await countClusterSizes(trx, entityType);
    const before = previous?.report.types.find((type) => type.entityType === entityType) ?? null;
    reported.push(reportType({ ...observed, clusterSizes }, before));
  }
  return {
    report: { previousRunId: previous?.id ?? null, types: reported },
    preview: previewChanges(changes, await findPlatformAgreements(trx, now)),
  };
}

/** Keeps a run's report and its clerical sample. Safe to run twice: verdicts already given stay. */
export function keepRun(db: Database, reconciliationId: string, kept: KeptRun): Promise<void> {
  const drafts = kept.report.types.flatMap(({ entityType, observations }) =>
    observations.sample.flatMap(({ drawn }, stratum) =>
      drawn.map(({ a, b, weight }) => ({ id: randomUUID(), entityType, stratum, a, b, weight })),
    ),
  );
  return db.transaction(async (trx) => {
    await keepRunReport(trx, reconciliationId, kept);
    await insertClericalSample(trx, reconciliationId, drafts);
  });
}
