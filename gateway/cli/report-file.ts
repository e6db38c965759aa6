import { constants } from 'node:fs';
import { access, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Contract } from '../../schema/model/contract.ts';
import { notFound } from '../../schema/model/errors.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import { readErrorCode } from '../../schema/runtime/error-code.ts';
import { findSampleVerdicts } from '../../schema/store/clerical-sample-store.ts';
import type { Database } from '../../schema/store/database.ts';
import { recordDeed } from '../../schema/store/disclosure/record-deed.ts';
import { getReconciliation } from '../../schema/store/reconciliation-store.ts';
import { findRunReports } from '../../schema/store/run-report-store.ts';
import { localOperator } from '../auth/issue-operator-token.ts';
import { renderReport } from '../report/render-report.ts';
import { UsageError } from './exit-codes.ts';

interface ReportDependencies {
  readonly db: Database;
  readonly clock: Clock;
  readonly contracts: readonly Contract[];
}

/**
 * Writes a kept run's report as one HTML file. That it left is on record before it is written.
 * @throws HubError not-found RECONCILIATION_UNKNOWN, REPORT_UNKNOWN; UsageError where the file cannot be written
 */
export async function writeReportFile(
  { db, clock, contracts }: ReportDependencies,
  id: string,
  target: ReportTarget,
): Promise<void> {
  await requireWritable(target);
  const reconciliation = await getReconciliation(db, id);
  const kept = (await findRunReports(db, [id])).get(id);
  if (!kept) {
    throw notFound(
      'REPORT_UNKNOWN',
      `Reconciliation ${id} is ${reconciliation.state} and has kept no report; name one that is done.`,
    );
  }
  const page = renderReport({
    reconciliation,
    kept,
    verdicts: (await findSampleVerdicts(db, [id])).get(id) ?? [],
    datasets: new Map(contracts.map(({ dataset, title }) => [dataset, title])),
    writtenAt: clock.now(),
  });
  await db.transaction((trx) =>
    recordDeed(trx, clock, {
      actor: localOperator,
      operation: 'reconciliation.report',
      subject: { type: 'reconciliation', id },
      details: {},
    }),
  );
  await writeFile(target.file, page).catch((error: unknown) => refuse(target, error));
}

export interface ReportTarget {
  readonly file: string;
  /** The option that named it, for a refusal. */
  readonly option: string;
}

/** Before the work, not after it. A file that is there already is not touched, and none is made. */
export async function requireWritable(target: ReportTarget): Promise<void> {
  try {
    const handle = await open(target.file, 'r+');
    await handle.close();
  } catch (error) {
    if (readErrorCode(error) !== 'ENOENT') refuse(target, error);
    await access(path.dirname(target.file), constants.W_OK).catch((reason: unknown) => refuse(target, reason));
  }
}

function refuse({ option, file }: ReportTarget, error: unknown): never {
  throw new UsageError(
    `${option} ${file}: cannot be written (${readErrorCode(error)}); name a file in a folder that is there`,
  );
}
