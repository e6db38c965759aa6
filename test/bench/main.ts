import { parseArgs } from 'node:util';
import { kill, resolveHistories } from './campaigns.ts';
import { body } from './flow/body.ts';
import { golden } from './flow/golden.ts';
import { singleRecord } from './flow/single-record.ts';
import { sustained } from './flow/sustained.ts';
import type { Bench, BenchOptions } from './harness/bench.ts';
import { formatFigures } from './harness/print-figures.ts';
import { writeResult } from './harness/write-result.ts';
import { landing } from './landing/landing.ts';
import { explain } from './matching/explain.ts';
import { reconcileBulk } from './resolve/reconcile-bulk.ts';
import { resolveBulk } from './resolve/resolve-bulk.ts';

/** Every bench of the project. Without a name the quick ones run. */
const benches: readonly Bench[] = [
  landing,
  golden,
  resolveBulk,
  reconcileBulk,
  singleRecord,
  sustained,
  body,
  explain,
  resolveHistories,
  kill,
];

const usage = `npm run bench [-- NAME… --seed N --rounds N --rows N --residents N,N --megabytes N --seconds N --rate N]
${benches.map(({ name, description, quick }) => `  ${name.padEnd(16)}${description}${quick ? '' : ' (only when named)'}`).join('\n')}`;

async function run(arguments_: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...arguments_],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      seed: { type: 'string', default: '20261101' },
      rounds: { type: 'string' },
      rows: { type: 'string' },
      residents: { type: 'string' },
      megabytes: { type: 'string' },
      seconds: { type: 'string' },
      rate: { type: 'string' },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const options: BenchOptions = {
    seed: readNumber('seed', values.seed) ?? 0,
    rounds: readNumber('rounds', values.rounds),
    rows: readNumber('rows', values.rows),
    residents: values.residents?.split(',').map((part) => readNumber('residents', part) ?? 0) ?? null,
    megabytes: readNumber('megabytes', values.megabytes),
    seconds: readNumber('seconds', values.seconds),
    rate: readNumber('rate', values.rate),
  };
  for (const bench of chooseBenches(positionals)) await runBench(bench, options);
}

function chooseBenches(names: readonly string[]): readonly Bench[] {
  if (names.length === 0) return benches.filter(({ quick }) => quick);
  return names.map((name) => {
    const bench = benches.find((one) => one.name === name);
    if (!bench) throw new TypeError(`no bench is called ${name}`);
    return bench;
  });
}

async function runBench(bench: Bench, options: BenchOptions): Promise<void> {
  const startedAt = new Date();
  process.stdout.write(`${bench.name}: ${bench.description}\n`);
  const report = await bench.run(options, (text) => process.stderr.write(`  … ${text}\n`));
  const file = writeResult(bench.name, startedAt, options, report);
  process.stdout.write(`${formatFigures(report.figures)}\n  kept in ${file}\n`);
}

function readNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`--${name} takes a whole number above 0`);
  return value;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  // parseArgs and the checks above throw TypeErrors for what the caller can mend.
  if (!(error instanceof TypeError)) throw error;
  process.stderr.write(`bench: ${error.message}\n${usage}\n`);
  process.exitCode = 2;
}
