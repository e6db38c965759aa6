import { type Command, InvalidArgumentError } from 'commander';
import { createLifecycle } from '../../../schema/runtime/lifecycle.ts';
import { stopOnSignal } from '../../../schema/runtime/stop-on-signal.ts';
import { formatQueries } from '../demo/format-queries.ts';
import { type Demo, runDemo } from '../demo/run-demo.ts';
import { formatSummary } from '../demo/summarise.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../run-command.ts';

interface CommandOptions {
  readonly residents: number;
  readonly seed: number;
  readonly once: boolean;
  readonly json: boolean;
}

/** `commongrid demo [--residents N] [--once] [--json]` */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('generate a district, push its feeds, resolve them, and leave the hub running')
    .option('--residents <n>', 'size of the district', parseResidents, 12_000)
    .option('--seed <n>', 'another district', parseSeed, 20_261_101)
    .option('--once', 'end after the summary', false)
    .option('--json', 'the summary as JSON', false)
    .action(async (options: CommandOptions) => {
      const context = openContext({ json: options.json, quiet: true });
      const { environment, log, terminal } = context;
      const lifecycle = createLifecycle(log);
      stopOnSignal(lifecycle, log);
      try {
        const demo = await runDemo(context, lifecycle, { ...options, port: options.once ? 0 : environment.port });
        if (options.json) terminal.printJson(demo.summary);
        else for (const line of formatDemo(demo, options.once)) terminal.print(line);
        if (demo.summary.feeds.some(({ outcome }) => outcome !== 'published')) process.exitCode = exitCodes.failed;
      } catch (error) {
        await lifecycle.close().catch(() => undefined);
        throw error;
      }
      if (options.once) await lifecycle.close();
    });
}

function formatDemo({ summary, url, platform, operator, example }: Demo, once: boolean): readonly string[] {
  const lines = ['', ...formatSummary(summary)];
  if (once) return lines;
  return [
    ...lines,
    '',
    `The hub stays at ${url} until Ctrl-C. To paste:`,
    '',
    ...formatQueries(url, platform, operator, example),
  ];
}

function parseResidents(value: string): number {
  if (!/^[1-9]\d{1,7}$/.test(value)) throw new InvalidArgumentError('a whole number from 10 to 99,999,999');
  return Number(value);
}

function parseSeed(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('a whole number of at most nine digits');
  return Number(value);
}
