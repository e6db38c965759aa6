import type { Contract, ContractTest } from '../../model/contract.ts';
import { createRowMapper, type MappingResult } from './row-mapper.ts';

export interface ContractTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** One line per difference: what was expected, what came. Empty when passed. */
  readonly differences: readonly string[];
}

/** Runs a contract's in-file tests. The rows are the author's own examples, so differences may quote them. */
export function runContractTests(contract: Contract): readonly ContractTestResult[] {
  const map = createRowMapper(contract);
  return contract.tests.map((test) => {
    const differences = compare(test.expect, map(test.row));
    return { name: test.name, passed: differences.length === 0, differences };
  });
}

function compare(expected: ContractTest['expect'], actual: MappingResult): readonly string[] {
  if ('rejected' in expected) {
    if (actual.ok) return [`expected rejection ${expected.rejected}, but the row was accepted`];
    const { rule, column } = actual.fault;
    return rule === expected.rejected
      ? []
      : [`expected rejection ${expected.rejected}, got ${rule} (${column ?? 'row'})`];
  }
  if (!actual.ok)
    return [`expected an accepted row, got rejection ${actual.fault.rule} (${actual.fault.column ?? 'row'})`];
  return [
    ...compareValues(expected.values, actual.row.values),
    ...compareFlags(
      expected.flags ?? [],
      actual.row.flags.map(({ field, rule }) => `${field}/${rule}`),
    ),
    ...(actual.row.deleted === (expected.deleted ?? false)
      ? []
      : [`deleted: expected ${expected.deleted ?? false}, got ${actual.row.deleted}`]),
  ];
}

function compareValues(
  expected: Readonly<Record<string, string>>,
  actual: Readonly<Record<string, string>>,
): readonly string[] {
  const show = (value: string | undefined): string => (value === undefined ? 'nothing' : `"${value}"`);
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((field) => expected[field] !== actual[field])
    .map((field) => `${field}: expected ${show(expected[field])}, got ${show(actual[field])}`);
}

function compareFlags(expected: readonly string[], actual: readonly string[]): readonly string[] {
  return [
    ...expected.filter((flag) => !actual.includes(flag)).map((flag) => `flag ${flag} expected, not raised`),
    ...actual.filter((flag) => !expected.includes(flag)).map((flag) => `flag ${flag} raised, not expected`),
  ];
}
