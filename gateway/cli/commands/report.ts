import type { Command } from 'commander';
import { notFound } from '../../../schema/model/errors.ts';
import { findLastReported } from '../../../schema/store/run-report-store.ts';
import { writeReportFile } from '../report-file.ts';
import { openContext, withHub } from '../run-command.ts';
import { parseReconciliationId } from './reconcile.ts';

/** `commongrid report [ID] --out FILE.html` */
export function registerReport(program: Command): void {
  program
    .command('report')
    .description('write the report of a reconciliation as one HTML file, in Chinese and English')
    .argument('[id]', 'the reconciliation; the newest with a report unless given', parseReconciliationId)
    .requiredOption('--out <file>', 'where to write')
    .action(async (asked: string | undefined, { out }: { readonly out: string }) => {
      const context = openContext({ quiet: true });
      const id = await withHub(context, async (hub) => {
        const found = asked ?? (await findLastReported(hub.db));
        if (found === null) {
          throw notFound(
            'REPORT_UNKNOWN',
            'No reconciliation has kept a report yet; run `commongrid reconcile` first.',
          );
        }
        await writeReportFile(hub, found, { option: '--out', file: out });
        return found;
      });
      context.terminal.remark(`report of ${id} in ${out}`);
    });
}
