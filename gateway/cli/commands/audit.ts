import type { Command } from 'commander';
import { auditReport } from '../../audit/audit-report.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext, withHub } from '../run-command.ts';

interface CommandOptions {
  readonly trust: readonly string[];
  readonly json: boolean;
}

/** `commongrid audit verify`: exit 1 and the first bad entry if the chain is broken. */
export function registerAudit(program: Command): void {
  program
    .command('audit')
    .description('the chain of disclosures')
    .command('verify')
    .description('check every entry, its order and the signed checkpoints')
    .option('--trust <file...>', "public keys of the hub's other machines, one per line", [])
    .option('--json', 'the report as JSON', false)
    .action(async ({ trust, json }: CommandOptions) => {
      const context = openContext({ json, quiet: true });
      const { environment, terminal } = context;
      const report = await withHub(context, ({ db }) => auditReport(db, environment.dataDir, trust));
      if (json) terminal.printJson(report);
      else {
        terminal.print(
          report.finding === null
            ? `The chain is sound: ${report.entries.toLocaleString('en')} entries, ${report.checkpoints} signed checkpoints.`
            : `The chain is broken at ${report.finding.en}. Keep this database as evidence and compare it with the last backup.`,
        );
      }
      if (!report.ok) process.exitCode = exitCodes.failed;
    });
}
