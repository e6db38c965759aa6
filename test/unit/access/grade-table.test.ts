import { expect, test } from '@jest/globals';
import type { Contract, ContractField } from '../../../schema/model/contract.ts';
import type { Grade } from '../../../schema/model/identity.ts';
import { standardElements } from '../../../schema/model/standard-elements.ts';
import { createGradeTable } from '../../../schema/rules/access/grade-table.ts';

const field = (to: string, grade: Grade, shared = true): ContractField => ({
  from: to,
  to,
  label: { zh: to, en: to },
  type: 'text',
  operations: [],
  required: false,
  grade,
  shared,
});
const contract: Contract = {
  dataset: 'public-security.household-register',
  department: 'public-security',
  title: { zh: '户籍人口', en: 'Household register' },
  entity: 'resident',
  form: { type: 'ndjson' },
  key: 'number',
  version: 'updated',
  fields: [field('phone', 4), field('name', 1), field('remark', 1), field('note', 2, false)],
  limits: { maxRejectedShare: 1, maxVanishedShare: 1 },
  updateFrequency: 'P1D',
  sharing: { attribute: 'unconditional' },
  retention: { class: 'register', keep: 'P3Y' },
  tests: [],
};
const table = createGradeTable([contract], [{ path: 'resident.health.conditions', grade: 4 }]);
const part = 'resident.publicSecurity.householdRegister';

test('every standard element has a grade', () => {
  const paths = Object.entries(standardElements).flatMap(([entity, list]) =>
    list.map(({ name }) => `${entity}.${name}`),
  );
  expect(paths.filter((path) => !table.knows(path))).toEqual([]);
});

test.each<[string, string, Grade, boolean]>([
  ['an element keeps its own grade', 'resident.sex', 1, true],
  ['a contract raises an element that it feeds', 'resident.phone', 4, true],
  ['a contract never lowers an element', 'resident.name', 2, true],
  ["a department's copy of an element is graded like it", `${part}.name`, 2, true],
  ["a department's own field has the contract's grade", `${part}.remark`, 1, true],
  ["the department's key is graded", `${part}.key`, 3, true],
  ['a field that is not shared is unknown', `${part}.note`, 4, false],
  ['a live lookup is declared', 'resident.health.conditions', 4, true],
  ['a field that nobody declared has the highest grade', 'resident.novelty', 4, false],
  ['an inherited name is no field', 'resident.constructor', 4, false],
])('%s', (_, path, grade, known) => {
  expect([table.gradeOf(path), table.knows(path)]).toEqual([grade, known]);
});

test('a household rises with what its id is made of', () => {
  const raised = createGradeTable([{ ...contract, fields: [field('actualAddress', 4)] }]);
  expect([table.gradeOf('resident.household'), raised.gradeOf('resident.household')]).toEqual([3, 4]);
});
