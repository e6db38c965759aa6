import { type Command, Option } from 'commander';
import { UsageError } from '../exit-codes.ts';
import { explainPairForOperator, explainRecordForOperator } from '../explain/explain-for-operator.ts';
import { formatPair } from '../explain/format-pair.ts';
import { formatRecord } from '../explain/format-record.ts';
import { formatSetAside } from '../explain/format-set-aside.ts';
import type { ToldPair, ToldRecord, ToldSetAside } from '../explain/told.ts';
import type { Language } from '../explain/words.ts';
import { openContext, withHub } from '../run-command.ts';

interface CommandOptions {
  readonly lang: Language;
  readonly json: boolean;
}

/** `commongrid explain DATASET KEY [DATASET KEY] [--lang zh|en] [--json]` */
export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description('why a record is where it is; of two records, why they are one or not and what would change that')
    .argument('<dataset>', 'of the record')
    .argument('<key>', 'of the record within its department')
    .argument('[dataset2]', 'of another record to compare it with')
    .argument('[key2]', 'of the other record')
    .addOption(new Option('--lang <lang>', 'language of the words').choices(['zh', 'en']).default('en'))
    .option('--json', 'the explanation as JSON, in both languages', false)
    .action(async (dataset: string, key: string, dataset2: string | undefined, key2: string | undefined, options) => {
      const { lang, json }: CommandOptions = options;
      const record = { dataset, key };
      const other = nameOther(dataset2, key2);
      const context = openContext({ json, quiet: true });
      const told = await withHub<Told>(context, (hub) =>
        other ? explainPairForOperator(hub, [record, other]) : explainRecordForOperator(hub, record),
      );
      if (json) return context.terminal.printJson(told);
      for (const line of format(told, lang)) context.terminal.print(line);
    });
}

type Told = ToldPair | ToldRecord | ToldSetAside;

function format(told: Told, lang: Language): readonly string[] {
  switch (told.kind) {
    case 'pair':
      return formatPair(told, lang);
    case 'record':
      return formatRecord(told, lang);
    case 'set-aside':
      return formatSetAside(told, lang);
  }
}

function nameOther(dataset: string | undefined, key: string | undefined) {
  if (dataset === undefined) return null;
  if (key === undefined) {
    throw new UsageError(`explain: the second record lacks its key; name it as ${dataset} KEY, or leave it out`);
  }
  return { dataset, key };
}
