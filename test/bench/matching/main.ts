import { parseArgs } from 'node:util';
import { formatFigures } from '../harness/print-figures.ts';
import { writeResult } from '../harness/write-result.ts';
import { accuracyTable } from './accuracy-table.ts';
import { chineseTable } from './chinese-table.ts';
import type { MatchingOptions, MatchingTable } from './matching-options.ts';
import { speedTable } from './speed/speed.ts';

/** Every table of matching. Without a name all run. */
const tables: readonly MatchingTable[] = [accuracyTable, chineseTable, speedTable];

const usage = `npm run bench:matching [-- TABLE…] [--data DIR] [--district DIR]… [--generator FILE] [--peers PYTHON]
  [--sizes N,N] [--rounds N] [--seed N]        --peers: PEERS_PYTHON unless given; without either the peers do not run
${tables.map(({ name, description }) => `  ${name.padEnd(10)}${description}`).join('\n')}`;

async function run(arguments_: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...arguments_],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      data: { type: 'string' },
      district: { type: 'string', multiple: true, default: [] },
      generator: { type: 'string' },
      peers: { type: 'string' },
      sizes: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
      seed: { type: 'string', default: '20261101' },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const options: MatchingOptions = {
    seed: readNumber('seed', values.seed),
    rounds: readNumber('rounds', values.rounds),
    data: values.data ?? null,
    districts: values.district,
    generator: values.generator ?? null,
    peers: values.peers ?? process.env.PEERS_PYTHON ?? null,
    sizes: values.sizes.split(',').map((size) => readNumber('sizes', size)),
  };
  for (const table of chooseTables(positionals)) await runTable(table, options);
}

function chooseTables(names: readonly string[]): readonly MatchingTable[] {
  if (names.length === 0) return tables;
  return names.map((name) => {
    const table = tables.find((one) => one.name === name);
    if (!table) throw new TypeError(`no table is called ${name}`);
    return table;
  });
}

async function runTable(table: MatchingTable, options: MatchingOptions): Promise<void> {
  const startedAt = new Date();
  process.stdout.write(`matching ${table.name}: ${table.description}\n`);
  const report = await table.run(options, (text) => process.stderr.write(`  … ${text}\n`));
  // A run without data must not take the place of a result.
  if (report.figures.length === 0) return;
  const file = writeResult(`matching-${table.name}`, startedAt, options, report);
  process.stdout.write(`${formatFigures(report.figures)}\n  kept in ${file}\n`);
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`--${name} takes whole numbers above 0`);
  return value;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  // parseArgs and the checks above throw TypeErrors for what the caller can mend.
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`bench:matching: ${error.message}\n${usage}\n`);
  process.exitCode = 2;
}
