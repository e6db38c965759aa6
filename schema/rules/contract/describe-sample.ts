import type { Contract, ContractField } from '../../model/contract.ts';
import { parsePath } from '../../model/contract-path.ts';
import { compileSource } from './field-mapper.ts';
import { createRowMapper } from './row-mapper.ts';

export interface SampleReport {
  readonly rows: number;
  readonly accepted: number;
  /** Reject rule → rows. */
  readonly rejected: Readonly<Record<string, number>>;
  /** `field/RULE` → rows. */
  readonly flags: Readonly<Record<string, number>>;
  /** Values in no table and no code map, the commonest first, at most 20 per field. */
  readonly unmappedCodes: readonly { readonly field: string; readonly code: string; readonly rows: number }[];
  /** In the sample, and no field, key or version reads them. */
  readonly unusedColumns: readonly string[];
  /** Read by the contract, and in no row of the sample. */
  readonly missingColumns: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;
const codesPerField = 20;

/** What a contract would make of these rows: a dry run that keeps nothing. */
export function describeSample(contract: Contract, rows: readonly Row[]): SampleReport {
  const map = createRowMapper(contract);
  const rejected = new Map<string, number>();
  const flags = new Map<string, number>();
  const codes = new Map<string, Map<string, number>>();
  let accepted = 0;
  for (const row of rows) {
    const result = map(row);
    if (!result.ok) {
      count(rejected, result.fault.rule);
      continue;
    }
    accepted++;
    for (const { field, rule } of result.row.flags) {
      count(flags, `${field}/${rule}`);
      if (rule === 'CODE_UNKNOWN') count(entryOf(codes, field), result.row.values[field] ?? '');
    }
  }
  return {
    rows: rows.length,
    accepted,
    rejected: toRecord(rejected),
    flags: toRecord(flags),
    unmappedCodes: [...codes].flatMap(([field, counts]) =>
      byCount(counts)
        .slice(0, codesPerField)
        .map(([code, found]) => ({ field, code, rows: found })),
    ),
    unusedColumns: findUnused(contract, rows),
    missingColumns: sourceColumns(contract).filter((column) => isMissing(contract, column, rows)),
  };
}

/** Every column or path that the contract reads, each once: key and version first. */
function sourceColumns(contract: Contract): readonly string[] {
  const fromFields = contract.fields.map((field: ContractField) => field.from);
  const all = [contract.key, contract.version, ...fromFields, contract.tombstone?.column];
  return [...new Set(all.filter((column): column is string => typeof column === 'string'))];
}

function findUnused(contract: Contract, rows: readonly Row[]): readonly string[] {
  const typed = contract.form.type !== 'csv' && contract.form.type !== 'xlsx';
  const used = new Set(sourceColumns(contract).map((column) => (typed ? headOf(column) : column)));
  if (contract.form.type === 'fhir') used.add('resourceType');
  const present = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...present].filter((column) => !used.has(column));
}

function headOf(path: string): string {
  const first = parsePath(path)?.[0];
  return first?.step === 'property' ? first.name : path;
}

function isMissing(contract: Contract, column: string, rows: readonly Row[]): boolean {
  if (rows.length === 0) return false;
  const read = compileSource(contract, column);
  return rows.every((row) => read(row) === undefined);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function entryOf(codes: Map<string, Map<string, number>>, field: string): Map<string, number> {
  const known = codes.get(field) ?? new Map<string, number>();
  codes.set(field, known);
  return known;
}

const byCount = (counts: ReadonlyMap<string, number>): (readonly [string, number])[] =>
  [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

const toRecord = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries(byCount(counts));
