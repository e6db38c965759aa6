import { constants, readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import type { Contract } from '../../../schema/model/contract.ts';
import { formatProblem } from '../../../schema/model/contract-problem.ts';
import { parseContract } from '../../../schema/model/load-contracts.ts';
import { type ContractReport, checkContract } from '../../../schema/rules/contract/check-contract.ts';
import { exitCodes, UsageError } from '../exit-codes.ts';
import { createTerminal } from '../terminal.ts';

/** `commongrid contract check FILE [SAMPLE]`; needs no database. */
export function registerContract(program: Command): void {
  program
    .command('contract')
    .description('the declarations of the datasets')
    .command('check')
    .description('validate a contract, run its tests, and show what it makes of a sample')
    .argument('<file>', 'a *.contract.yaml')
    .argument('[sample]', 'a delivery in the form that the contract declares')
    .option('--json', 'the report as JSON', false)
    .action(async (file: string, sample: string | undefined, { json }: { readonly json: boolean }) => {
      const terminal = createTerminal({ stdout: process.stdout, stderr: process.stderr, json });
      const text = readText(file);
      const { contract } = parseContract(text, path.basename(file));
      const read = sample !== undefined && contract ? await readSample(contract, sample) : null;
      const report = checkContract(text, path.basename(file), read?.rows);
      if (json) terminal.printJson({ ...report, unreadableRows: read?.faults ?? [] });
      else for (const line of formatReport(report, read?.faults ?? [])) terminal.print(line);
      if (!report.ok) process.exitCode = exitCodes.failed;
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file}: cannot be read; give the path of a *.contract.yaml`);
  }
}

interface Sample {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly faults: readonly string[];
}

async function readSample(contract: Contract, file: string): Promise<Sample> {
  await access(file, constants.R_OK).catch(() => {
    throw new UsageError(`${file}: cannot be read; give the path of a delivery`);
  });
  const rows: Readonly<Record<string, unknown>>[] = [];
  const faults: string[] = [];
  // No column is required here: the report says which are missing.
  for await (const page of readFeed(file, contract.form, { requiredColumns: [], gzip: file.endsWith('.gz') }).rows) {
    for (const row of page) {
      if ('fault' in row) faults.push(`row ${row.rowNumber}: ${row.fault.rule}: ${row.fault.reason.en}`);
      else rows.push(row.cells);
    }
  }
  return { rows, faults };
}

function formatReport(report: ContractReport, unreadable: readonly string[]): readonly string[] {
  const { contract, problems, tests, sample } = report;
  const failed = tests.filter((test) => !test.passed);
  const lines = [
    ...problems.map(formatProblem),
    ...failed.flatMap((test) => [`test "${test.name}" failed:`, ...test.differences.map((line) => `  ${line}`)]),
  ];
  if (contract && problems.length === 0) {
    lines.push(
      `${contract.dataset}: ${contract.fields.length} fields, ${tests.length - failed.length} of ${tests.length} tests passed`,
    );
  }
  if (!sample) return lines;
  const counted = (title: string, counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([name, rows]) => `  ${title} ${name}: ${rows.toLocaleString('en')} rows`);
  return [
    ...lines,
    `sample: ${sample.rows.toLocaleString('en')} rows read, ${sample.accepted.toLocaleString('en')} accepted`,
    ...unreadable.slice(0, 10).map((line) => `  unreadable ${line}`),
    ...counted('rejected', sample.rejected),
    ...counted('flagged', sample.flags),
    ...sample.unmappedCodes.map(
      ({ field, code, rows }) => `  unmapped code ${field} "${code}": ${rows} rows; add it to the field's map`,
    ),
    ...sample.missingColumns.map((column) => `  missing column ${column}: the contract reads it and no row has it`),
    ...sample.unusedColumns.map((column) => `  unused column ${column}: no field of the contract reads it`),
  ];
}
