import { type Command, Option } from 'commander';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { exitCodes, UsageError } from '../exit-codes.ts';
import { findFeedFiles } from '../feed-files.ts';
import { withRunningHub } from '../hub/with-running-hub.ts';
import { type FeedReport, loadFeeds } from '../load-feeds.ts';
import { openContext } from '../run-command.ts';
import { formatTable } from '../terminal.ts';

interface CommandOptions {
  readonly dataset?: string;
  readonly mode: 'upsert' | 'snapshot';
  readonly json: boolean;
}

/** `commongrid load PATH… [--dataset D]` */
export function registerLoad(program: Command): void {
  program
    .command('load')
    .description('push files or folders (file name = dataset) through the feed API and wait until published')
    .argument('<path...>', 'files or folders')
    .option('--dataset <dataset>', 'what the one file is, when its name does not say so')
    .addOption(
      new Option('--mode <mode>', 'snapshot: records that the file no longer names are deleted')
        .choices(['upsert', 'snapshot'])
        .default('upsert'),
    )
    .option('--json', 'the report as JSON', false)
    .action(async (paths: readonly string[], { dataset, mode, json }: CommandOptions) => {
      const context = openContext({ json, quiet: true });
      const known = new Set(loadContracts().map((contract) => contract.dataset));
      const { feeds, skipped } = await findFeedFiles(paths, known, dataset ?? null);
      for (const file of skipped) context.terminal.remark(`skipped ${file}: its name is no dataset of this hub`);
      if (feeds.length === 0) throw new UsageError(`nothing to load; datasets: ${[...known].sort().join(', ')}`);
      const reports = await withRunningHub(context, (_hub, operator) =>
        loadFeeds(context.terminal, feeds, { mode, clientFor: () => operator }),
      );
      if (json) context.terminal.printJson({ feeds: reports, skipped });
      else for (const line of formatReports(reports)) context.terminal.print(line);
      if (reports.some(({ outcome }) => outcome !== 'published')) process.exitCode = exitCodes.failed;
    });
}

/** A row per feed, then a line per feed that was refused with what to do next. */
function formatReports(reports: readonly FeedReport[]): readonly string[] {
  const published = reports.filter((report) => report.outcome === 'published');
  const table = formatTable(
    ['dataset', 'received', 'accepted', 'unchanged', 'superseded', 'rejected'],
    published.map((r) => [r.dataset, r.received, r.accepted, r.unchanged, r.superseded, r.rejected]),
  );
  const refused = reports.flatMap((report) =>
    report.outcome === 'published' ? [] : [`${report.dataset}: ${report.outcome} (${report.code}): ${report.problem}`],
  );
  return [...(published.length > 0 ? table : []), ...refused];
}
