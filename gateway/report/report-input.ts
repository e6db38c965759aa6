import type { Label } from '../../schema/model/identity.ts';
import type { StratumVerdict } from '../../schema/store/clerical-sample-store.ts';
import type { Reconciliation } from '../../schema/store/reconciliation-store.ts';
import type { KeptRun } from '../../schema/store/run-report-store.ts';

/** Everything that a written report says. */
export interface ReportInput {
  readonly reconciliation: Reconciliation;
  readonly kept: KeptRun;
  readonly verdicts: readonly StratumVerdict[];
  /** Dataset → its title; one that is not there is called by its name. */
  readonly datasets: ReadonlyMap<string, Label>;
  readonly writtenAt: Date;
}
