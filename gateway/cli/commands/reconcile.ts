import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { reconcile } from '../../../jobs/definitions.ts';
import { startWorkers } from '../../../jobs/workers.ts';
import { recordDeed } from '../../../schema/store/disclosure/record-deed.ts';
import {
  getReconciliation,
  insertReconciliation,
  type Reconciliation,
} from '../../../schema/store/reconciliation-store.ts';
import { localOperator } from '../../auth/issue-operator-token.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Hub } from '../hub/open-hub.ts';
import { openContext, withHub } from '../run-command.ts';

interface CommandOptions {
  readonly retrain: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `commongrid reconcile [--retrain] [--dry-run] [--json]` */
export function registerReconcile(program: Command): void {
  program
    .command('reconcile')
    .description('resolve every record anew and show what it changed, or would change')
    .option('--retrain', 'estimate the model from the records as they are now and use it from here on', false)
    .option('--dry-run', 'show what would change and leave everything as it is', false)
    .option('--json', 'the report as JSON', false)
    .action(async (options: CommandOptions) => {
      const context = openContext({ json: options.json, quiet: true });
      const progress = context.terminal.startProgress('reconciling');
      const done = await withHub(context, async (hub) => {
        const id = await request(hub, options);
        await startWorkers(hub.queue, hub);
        await hub.queue.enqueue(reconcile, { reconciliationId: id });
        return awaitDone(hub, id);
      });
      progress.finish(done.state);
      if (options.json) context.terminal.printJson({ state: done.state, ...done.report });
      else for (const line of formatReconciliation(done)) context.terminal.print(line);
      if (done.state === 'failed') process.exitCode = exitCodes.failed;
    });
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

async function awaitDone({ db }: Hub, id: string): Promise<Reconciliation> {
  for (;;) {
    const reconciliation = await getReconciliation(db, id);
    if (reconciliation.state !== 'running') return reconciliation;
    await sleep(100);
  }
}

function formatReconciliation({ state, dryRun, report }: Reconciliation): readonly string[] {
  if (state === 'failed') return [`failed: ${report.problem}; nothing was changed`];
  const would = dryRun ? 'would be ' : '';
  return [
    `${Number(report.records).toLocaleString('en')} records resolved${dryRun ? ' (dry run: nothing was kept)' : ''}`,
    `entities ${would}created ${report.created}, changed ${report.changed}, absorbed ${report.absorbed}, split ${report.split}, deleted ${report.deleted}`,
    `golden hash ${report.goldenHash}${report.goldenHash === report.goldenHashBefore ? ' (unchanged)' : ''}`,
  ];
}
