import type { Contract } from '../../model/contract.ts';
import type { Problem } from '../../model/contract-problem.ts';
import { parseContract } from '../../model/load-contracts.ts';
import { describeSample, type SampleReport } from './describe-sample.ts';
import { type ContractTestResult, runContractTests } from './run-contract-tests.ts';

export interface ContractReport {
  /** No problem, every in-file test passed. */
  readonly ok: boolean;
  readonly contract: Contract | null;
  readonly problems: readonly Problem[];
  readonly tests: readonly ContractTestResult[];
  /** Null without sample rows, or while the contract has problems. */
  readonly sample: SampleReport | null;
}

/** Everything `commongrid contract check FILE [SAMPLE]` has to say, but for reading the two files. */
export function checkContract(
  text: string,
  fileName: string,
  sampleRows?: readonly Readonly<Record<string, unknown>>[],
): ContractReport {
  const { contract, problems } = parseContract(text, fileName);
  if (!contract) return { ok: false, contract: null, problems, tests: [], sample: null };
  const tests = runContractTests(contract);
  return {
    ok: tests.every((test) => test.passed),
    contract,
    problems,
    tests,
    sample: sampleRows ? describeSample(contract, sampleRows) : null,
  };
}
