import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { reconcile } from '../../../jobs/definitions.ts';
import { startWorkers } from '../../../jobs/workers.ts';
import { isUuid } from '../../../schema/model/identity.ts';
import { recordDeed } from '../../../schema/store/disclosure/record-deed.ts';
import {
  getReconciliation,
  insertReconciliation,
  type Reconciliation,
} from '../../../schema/store/reconciliation-store.ts';
import { findRunReports, type KeptRun } from '../../../schema/store/run-report-store.ts';
import { cancelReconciliation } from '../../administration/cancel-reconciliation.ts';
import { localOperator } from '../../auth/issue-operator-token.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatReconciliation } from '../format-reconciliation.ts';
import type { Hub } from '../hub/open-hub.ts';
import { requireWritable, writeReportFile } from '../report-file.ts';
import { type CommandContext, openContext, withHub } from '../run-command.ts';
import type { Progress } from '../terminal.ts';

interface CommandOptions {
  readonly retrain: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly report?: string;
  readonly cancel?: string;
}

/** `commongrid reconcile [--retrain] [--dry-run] [--json] [--report FILE.html]`, `commongrid reconcile --cancel ID` */
export function registerReconcile(program: Command): void {
  program
    .command('reconcile')
    .description('resolve every record anew and show what it changed, or would change')
    .option('--retrain', 'estimate the model from the records as they are now and use it from here on', false)
    .option('--dry-run', 'show what would change and leave everything as it is', false)
    .option('--report <file>', 'write the whole report as one HTML file')
    .addOption(
      new Option('--cancel <id>', 'call off a running reconciliation; nothing is changed')
        .argParser(parseReconciliationId)
        .conflicts(['retrain', 'dryRun', 'report']),
    )
    .option('--json', 'the report as JSON', false)
    .action(async (options: CommandOptions) => {
      const context = openContext({ json: options.json, quiet: true });
      if (options.cancel === undefined) await run(context, options);
      else await cancel(context, options.cancel);
    });
}

/** @throws InvalidArgumentError for what cannot be the id of a reconciliation */
export function parseReconciliationId(text: string): string {
  if (!isUuid(text)) throw new InvalidArgumentError('the id of a reconciliation, as `commongrid reconcile` prints it');
  return text.toLowerCase();
}

async function run(context: CommandContext, options: CommandOptions): Promise<void> {
  const { terminal } = context;
  const target = options.report === undefined ? null : { option: '--report', file: options.report };
  if (target) await requireWritable(target);
  const progress = terminal.startProgress('reconciling');
  const { done, kept } = await withHub(context, async (hub) => {
    const id = await request(hub, options);
    await startWorkers(hub.queue, hub);
    await hub.queue.enqueue(reconcile, { reconciliationId: id });
    const done = await awaitDone(hub, id, progress);
    const kept = (await findRunReports(hub.db, [id])).get(id) ?? null;
    if (target && kept) await writeReportFile(hub, id, target);
    return { done, kept };
  });
  progress.finish(done.state);
  if (options.json) terminal.printJson(toJson(done, kept));
  else for (const line of formatReconciliation(done, kept)) terminal.print(line);
  if (target && kept) terminal.remark(`report in ${target.file}`);
  if (done.state !== 'done') process.exitCode = exitCodes.failed;
}

async function cancel(context: CommandContext, id: string): Promise<void> {
  const { state } = await withHub(context, (hub) => cancelReconciliation(hub, localOperator, id));
  context.terminal.print(`${id} ${state}; nothing was changed`);
}

function request({ db, clock }: Hub, { retrain, dryRun }: CommandOptions): Promise<string> {
  const id = randomUUID();
  return db.transaction(async (trx) => {
    await insertReconciliation(trx, { id, dryRun, retrain, requestedBy: localOperator.name }, clock.now());
    await recordDeed(trx, clock, {
      actor: localOperator,
      operation: 'reconciliation.start',
      subject: { type: 'reconciliation', id },
      details: { dryRun: String(dryRun), retrain: String(retrain) },
    });
    return id;
  });
}

async function awaitDone({ db }: Hub, id: string, progress: Progress): Promise<Reconciliation> {
  for (;;) {
    const reconciliation = await getReconciliation(db, id);
    const { state, phase, done, total } = reconciliation;
    if (state !== 'running') return reconciliation;
    if (phase !== null) progress.update(done ?? 0, total, phase);
    await sleep(100);
  }
}

/** The counts as ever, with what changes and for whom, and every estimate; the pairs behind them stay in the report. */
function toJson({ id, state, report }: Reconciliation, kept: KeptRun | null): object {
  return {
    id,
    state,
    ...report,
    preview: kept?.preview ?? null,
    types:
      kept?.report.types.map(
        ({ entityType, modelVersion, recall, modelPrecision, drift, modelChange, clusterSizes }) => ({
          entityType,
          modelVersion,
          recall,
          modelPrecision,
          drift,
          modelChange,
          clusterSizes,
        }),
      ) ?? null,
  };
}
