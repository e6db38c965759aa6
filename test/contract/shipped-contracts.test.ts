import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { findCodeTable } from '../../schema/model/code-tables.ts';
import { loadContracts, loadDepartments } from '../../schema/model/load-contracts.ts';
import { findStandardElement } from '../../schema/model/standard-elements.ts';
import { runContractTests } from '../../schema/rules/contract/run-contract-tests.ts';
import { packageRoot } from '../../schema/runtime/package-root.ts';

const contracts = loadContracts();
const names = contracts.map((contract) => contract.dataset);
const find = (dataset: string) => contracts.find((contract) => contract.dataset === dataset);

test('the nine datasets of day one are declared', () => {
  expect(names).toEqual([
    'civil-affairs.elderly-care',
    'civil-affairs.social-organisation',
    'civil-affairs.subsistence-allowance',
    'health.institution',
    'health.patient',
    'public-security.household-register',
    'public-security.residence-permit',
    'public-security.special-trade',
    'reference.grids',
  ]);
});

test('every dataset belongs to a declared department', () => {
  const departments = loadDepartments().map((department) => department.code);
  for (const contract of contracts) expect(departments).toContain(contract.department);
});

test('contract.schema.json is itself a valid JSON Schema 2020-12', () => {
  const schema: unknown = JSON.parse(
    readFileSync(path.join(packageRoot(), 'schema/model/contract.schema.json'), 'utf8'),
  );
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  expect(new Ajv2020().validateSchema(schema as object)).toBe(true);
});

describe.each(contracts.map((contract) => [contract.dataset, contract] as const))('%s', (_dataset, contract) => {
  test.each(runContractTests(contract).map((result) => [result.name, result.differences] as const))(
    '%s',
    (_name, differences) => {
      expect(differences).toEqual([]);
    },
  );

  test('shows a good row, a flagged row and a rejected row', () => {
    const kinds = contract.tests.map(({ expect: outcome }) =>
      'rejected' in outcome ? 'rejected' : (outcome.flags ?? []).length > 0 ? 'flagged' : 'good',
    );
    expect(new Set(kinds)).toEqual(new Set(['good', 'flagged', 'rejected']));
  });

  test('never lowers the grade of a standard element and codes by known tables', () => {
    for (const field of contract.fields) {
      const element = contract.entity === 'grid' ? null : findStandardElement(contract.entity, field.to);
      if (element) expect(field.grade).toBeGreaterThanOrEqual(element.grade);
      for (const operation of field.operations)
        if (operation.op === 'code') expect(findCodeTable(operation.table)).not.toBeNull();
    }
  });

  test('cites the law for the way it is shared', () => {
    expect(contract.sharing.basis).toContain('809');
  });
});

/** Who is believed (数源): dataset, element, rank, freshDays. */
test.each([
  ['public-security.household-register', 'documentNumber', 1, undefined],
  ['public-security.household-register', 'name', 1, undefined],
  ['public-security.household-register', 'birthDate', 1, undefined],
  ['public-security.household-register', 'sex', 1, undefined],
  ['public-security.household-register', 'ethnicGroup', 1, undefined],
  ['public-security.household-register', 'registeredAddress', 1, undefined],
  ['public-security.household-register', 'lifeStatus', 1, undefined],
  ['public-security.household-register', 'actualAddress', 100, undefined],
  ['public-security.residence-permit', 'documentNumber', 2, undefined],
  ['public-security.residence-permit', 'name', 2, undefined],
  ['public-security.residence-permit', 'actualAddress', 1, 365],
  ['public-security.residence-permit', 'phone', 1, 365],
  ['public-security.residence-permit', 'gridCode', 1, 365],
  ['civil-affairs.subsistence-allowance', 'name', 100, undefined],
  ['civil-affairs.subsistence-allowance', 'allowanceStatus', 1, undefined],
  ['civil-affairs.elderly-care', 'livingSituation', 1, undefined],
  ['civil-affairs.elderly-care', 'elderAbility', 1, undefined],
  ['civil-affairs.elderly-care', 'emergencyContactPhone', 1, undefined],
  ['civil-affairs.social-organisation', 'name', 1, undefined],
  ['civil-affairs.social-organisation', 'creditCode', 1, undefined],
  ['health.patient', 'healthRecordNumber', 1, undefined],
  ['health.patient', 'lifeStatus', 100, undefined],
  ['health.institution', 'institutionLicence', 1, undefined],
  ['health.institution', 'name', 100, undefined],
  ['public-security.special-trade', 'tradeLicence', 1, undefined],
])('%s is believed for %s at rank %s', (dataset, element, rank, freshDays) => {
  const field = find(dataset)?.fields.find((candidate) => candidate.to === element);
  expect(field?.believed).toEqual(freshDays === undefined ? { rank } : { rank, freshDays });
});

test('defaults are filled in: form, label, grade, type, rank, required key, limits', () => {
  const institution = find('health.institution');
  expect(institution?.form).toEqual({ type: 'csv', charset: 'utf-8', delimiter: ',', newline: 'lf', bom: false });
  expect(institution?.limits).toEqual({ maxRejectedShare: 0.2, maxVanishedShare: 0.1 });
  expect(institution?.fields[0]).toEqual({
    from: '执业许可证号',
    to: 'institutionLicence',
    label: { zh: '执业许可证号', en: 'Medical institution licence' },
    type: 'text',
    operations: [{ op: 'fold-width' }, { op: 'upper' }],
    required: true,
    grade: 1,
    believed: { rank: 1 },
    shared: true,
  });
});
