import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contractsFolder } from '../../../schema/model/load-contracts.ts';
import { checkContract } from '../../../schema/rules/contract/check-contract.ts';
import { gradeOf } from '../../../schema/rules/contract/grade-of.ts';

const file = 'health/institution.contract.yaml';
const text = readFileSync(path.join(contractsFolder(), file), 'utf8');

test('a sound contract: no problems, its tests pass, no sample asked for', () => {
  const report = checkContract(text, file);
  expect(report).toMatchObject({ ok: true, problems: [], sample: null });
  expect(report.tests.map((result) => result.passed)).toEqual([true, true, true]);
});

test('a faulty contract is explained and nothing is run', () => {
  expect(checkContract(text.replace('key: 执业', 'key: 职业'), file)).toMatchObject({
    ok: false,
    contract: null,
    tests: [],
    sample: null,
  });
});

test('a failing in-file test shows what was expected and what came', () => {
  const report = checkContract(text.replace('institutionCategory: D', 'institutionCategory: A'), file);
  expect(report.ok).toBe(false);
  expect(report.tests[0]).toEqual({
    name: 'a licensed clinic',
    passed: false,
    differences: ['institutionCategory: expected "A", got "D"'],
  });
});

test('a sample is described: counts, rules, unmapped codes, unused and missing columns', () => {
  const row = {
    执业许可证号: 'YJ1',
    机构名称: '长江诊所',
    机构类别: 'A',
    状态: '停业',
    更新时间: '2026-03-03',
    备注: '',
  };
  const rows = [
    row,
    { ...row, 状态: '停业' },
    { ...row, 状态: '歇业' },
    { ...row, 状态: '1' },
    { ...row, 执业许可证号: '' },
  ];
  expect(checkContract(text, file, rows).sample).toEqual({
    rows: 5,
    accepted: 4,
    rejected: { KEY_MISSING: 1 },
    flags: { 'institutionStatus/CODE_UNKNOWN': 3 },
    unmappedCodes: [
      { field: 'institutionStatus', code: '停业', rows: 2 },
      { field: 'institutionStatus', code: '歇业', rows: 1 },
    ],
    unusedColumns: ['备注'],
    missingColumns: ['统一社会信用代码', '负责人', '地址', '网格编码', '联系电话'],
  });
});

test('the grade of a field is its own; a field nobody knows is of the highest grade', () => {
  const { contract } = checkContract(text, file);
  if (!contract) throw new Error('the contract must be sound');
  expect([gradeOf(contract, 'name'), gradeOf(contract, 'legalRepresentative'), gradeOf(contract, 'secret')]).toEqual([
    1, 2, 4,
  ]);
});
