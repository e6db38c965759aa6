import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { packageRoot } from '../runtime/package-root.ts';
import type { Contract, Department } from './contract.ts';
import { buildContract } from './contract-build.ts';
import { readContractSource } from './contract-document.ts';
import { checkContractMeaning } from './contract-meaning.ts';
import { formatProblem, type Problem } from './contract-problem.ts';
import { checkContractShape } from './contract-shape.ts';
import { invalid } from './errors.ts';

/** Where the shipped contracts are. */
export const contractsFolder = (): string => path.join(packageRoot(), 'connectors');

/**
 * The contract in a YAML text, with every default filled in, or every fault found in it. `fileName` only names the
 * place of a fault. A contract is given only when there is no fault.
 */
export function parseContract(
  text: string,
  fileName: string,
): { readonly contract: Contract | null; readonly problems: readonly Problem[] } {
  const source = readContractSource(text, fileName);
  if (source.syntaxProblems.length > 0) return { contract: null, problems: source.syntaxProblems };
  const shape = checkContractShape(source);
  if (!shape.ok) return { contract: null, problems: sortByPlace(shape.problems) };
  const problems = checkContractMeaning(source, shape.written);
  if (problems.length > 0) return { contract: null, problems: sortByPlace(problems) };
  return { contract: buildContract(shape.written), problems: [] };
}

/**
 * Every `*.contract.yaml` under the folder, sorted by dataset.
 * @throws HubError CONTRACT_INVALID that lists every fault of every file.
 */
export function loadContracts(folder: string = contractsFolder()): readonly Contract[] {
  const files = listFiles(folder, (name) => name.endsWith('.contract.yaml'));
  const problems: Problem[] = [];
  const loaded = new Map<string, { readonly contract: Contract; readonly file: string }>();
  for (const file of files) {
    const fileName = path.relative(folder, file);
    const parsed = parseContract(readFileSync(file, 'utf8'), fileName);
    problems.push(...parsed.problems);
    if (!parsed.contract) continue;
    const earlier = loaded.get(parsed.contract.dataset);
    if (earlier) problems.push(duplicate(fileName, parsed.contract.dataset, earlier.file));
    else loaded.set(parsed.contract.dataset, { contract: parsed.contract, file: fileName });
  }
  if (problems.length > 0) {
    const list = problems.map(formatProblem).join('\n');
    throw invalid(
      'CONTRACT_INVALID',
      `${problems.length} fault(s) in the contracts; mend them and start again:\n${list}`,
      {
        problems,
      },
    );
  }
  return [...loaded.values()].map(({ contract }) => contract).sort((a, b) => (a.dataset < b.dataset ? -1 : 1));
}

/**
 * Every `department.yaml` under the folder, sorted by code.
 * @throws HubError DEPARTMENT_INVALID when one lacks its code or its title.
 */
export function loadDepartments(folder: string = contractsFolder()): readonly Department[] {
  return listFiles(folder, (name) => name === 'department.yaml')
    .map((file) => parseDepartment(readFileSync(file, 'utf8'), path.relative(folder, file)))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function parseDepartment(text: string, file: string): Department {
  const document = parseDocument(text);
  const read = (...keys: string[]): string => {
    const value: unknown = document.errors.length === 0 ? document.getIn(keys) : undefined;
    if (typeof value === 'string' && value !== '') return value;
    throw invalid(
      'DEPARTMENT_INVALID',
      `${file}: "${keys.join('.')}" is missing; write "code: health" and "title: { zh: …, en: … }"`,
    );
  };
  return { code: read('code'), title: { zh: read('title', 'zh'), en: read('title', 'en') } };
}

function duplicate(file: string, dataset: string, earlier: string): Problem {
  const message = `The dataset "${dataset}" is already declared in ${earlier}`;
  return { file, line: 1, column: 1, message, nextStep: 'give it another name or remove one of the files' };
}

function listFiles(folder: string, wanted: (name: string) => boolean): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function sortByPlace(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
