import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HubError } from '../../../schema/model/errors.ts';
import { contractsFolder, loadContracts, loadDepartments } from '../../../schema/model/load-contracts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'contracts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const shipped = readFileSync(path.join(contractsFolder(), 'health/institution.contract.yaml'), 'utf8');
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
const faultOf = (load: () => unknown): HubError => {
  try {
    load();
  } catch (error) {
    if (error instanceof HubError) return error;
  }
  throw new Error('a HubError was expected');
};

test('contracts are found in every folder below, and other files are left alone', () => {
  write('a/b/c/one.contract.yaml', shipped);
  write('a/notes.yaml', 'not: a contract');
  expect(loadContracts(folder).map((contract) => contract.dataset)).toEqual(['health.institution']);
});

test('one error lists every fault of every file', () => {
  write('a/one.contract.yaml', shipped.replace('entity: legal-entity', 'entity: clinic'));
  write('b/two.contract.yaml', shipped.replace('version: 更新时间', 'vers: 更新时间'));
  const fault = faultOf(() => loadContracts(folder));
  expect(fault.code).toBe('CONTRACT_INVALID');
  expect(fault.message).toMatch(/a\/one\.contract\.yaml:4:9: entity is "clinic"/);
  expect(fault.message).toMatch(/b\/two\.contract\.yaml:7:1: .*unknown word "vers"/);
});

test('two contracts for one dataset are a fault that names both files', () => {
  write('a/one.contract.yaml', shipped);
  write('b/two.contract.yaml', shipped);
  expect(faultOf(() => loadContracts(folder)).message).toMatch(
    /two\.contract\.yaml.*already declared in a\/one\.contract\.yaml/,
  );
});

test('a department needs a code and a title in both languages', () => {
  write('a/department.yaml', 'code: housing\ntitle: { zh: 住房, en: Housing }\n');
  expect(loadDepartments(folder)).toEqual([{ code: 'housing', title: { zh: '住房', en: 'Housing' } }]);
  write('b/department.yaml', 'code: water\ntitle: { zh: 水务 }\n');
  expect(faultOf(() => loadDepartments(folder)).message).toMatch(/b\/department\.yaml: "title\.en" is missing/);
});
