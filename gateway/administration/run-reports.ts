import { findSampleVerdicts, type StratumVerdict } from '../../schema/store/clerical-sample-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { findRunReports, type KeptRun } from '../../schema/store/run-report-store.ts';

export async function listRunReports(db: Database, ids: readonly string[]): Promise<readonly (KeptRun | null)[]> {
  const kept = await findRunReports(db, ids);
  return ids.map((id) => kept.get(id) ?? null);
}

export async function listVerdicts(
  db: Database,
  ids: readonly string[],
): Promise<readonly (readonly StratumVerdict[])[]> {
  const verdicts = await findSampleVerdicts(db, ids);
  return ids.map((id) => verdicts.get(id) ?? []);
}
