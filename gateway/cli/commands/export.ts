import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ExportFormat, type ExportSubject, exportRows, exportSubjects } from '../export-rows.ts';
import { openContext, withHub } from '../run-command.ts';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly out: string;
}

/** `commongrid export links|residents|legal-entities|rejects|findings --format csv|ndjson --out FILE` */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('stream out links (dataset,key,entity), golden records, open rejects or open findings')
    .argument('<subject>', exportSubjects.join(', '), parseSubject)
    .addOption(new Option('--format <format>', 'csv or ndjson').choices(['csv', 'ndjson']).default('csv'))
    .option('--out <file>', 'where to write; - is standard output', '-')
    .action(async (subject: ExportSubject, { format, out }: ExportOptions) => {
      const context = openContext({ quiet: true });
      const progress = context.terminal.startProgress(`exporting ${subject}`);
      const written = await withHub(context, (hub) =>
        exportRows(hub, subject, format, { file: out, stdout: process.stdout, clientName: 'local-operator' }, (lines) =>
          progress.update(lines, null),
        ),
      );
      progress.finish(`${written.toLocaleString('en')} lines${out === '-' ? '' : ` in ${out}`}`);
    });
}

function parseSubject(value: string): ExportSubject {
  const subject = exportSubjects.find((known) => known === value);
  if (!subject) throw new InvalidArgumentError(`one of: ${exportSubjects.join(', ')}`);
  return subject;
}
