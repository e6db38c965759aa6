import type { Command } from 'commander';
import { type Evaluation, evaluateLinks } from '../evaluate-links.ts';
import { openContext, withHub } from '../run-command.ts';
import { formatTable } from '../terminal.ts';

/** `commongrid evaluate --truth FILE` */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('compare the links with labelled truth: precision, recall and F1 by pair and by cluster')
    .requiredOption('--truth <file>', 'CSV with the columns dataset,key,truth')
    .option('--json', 'the result as JSON', false)
    .action(async ({ truth, json }: { readonly truth: string; readonly json: boolean }) => {
      const context = openContext({ json, quiet: true });
      const evaluations = await withHub(context, (hub) => evaluateLinks(hub.db, hub.contracts, truth));
      if (json) context.terminal.printJson(evaluations);
      else for (const line of formatEvaluations(evaluations)) context.terminal.print(line);
    });
}

/** One row per entity type; shares with four decimals. */
function formatEvaluations(evaluations: readonly Evaluation[]): readonly string[] {
  return formatTable(
    ['entity type', 'records', 'linked', 'true pairs', 'precision', 'recall', 'F1', 'cluster P', 'cluster R'],
    evaluations.map((e) => [
      e.entityType,
      e.truthRecords,
      e.linkedRecords,
      e.truePairs,
      ...[e.precision, e.recall, e.f1, e.clusterPrecision, e.clusterRecall].map((share) => share.toFixed(4)),
    ]),
  );
}
