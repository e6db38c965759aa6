import { expect, test } from '@jest/globals';
import { type GraphQLSchema, getNamedType, isEnumType, isInputObjectType, isObjectType, validateSchema } from 'graphql';
import { buildGraphSchema } from '../../../schema/graphql/build-graph-schema.ts';
import { lookupFields } from '../../../schema/graphql/lookup-fields.ts';
import type { Contract, Department } from '../../../schema/model/contract.ts';
import { loadContracts, loadDepartments, parseContract } from '../../../schema/model/load-contracts.ts';
import { createGradeTable } from '../../../schema/rules/access/grade-table.ts';

const contracts = loadContracts();
const build = (
  more: readonly Contract[] = [],
  departments: readonly Department[] = loadDepartments(),
): GraphQLSchema => {
  const all = [...contracts, ...more];
  return buildGraphSchema({ contracts: all, departments, grades: createGradeTable(all, lookupFields) });
};
const schema = build();
const ownTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

test('the graph is a valid schema', () => {
  expect(validateSchema(schema)).toEqual([]);
});

test('every type, field, argument and enum value is described in Chinese and English', () => {
  const bilingual = /[\u4e00-\u9fff].* \/ .*[A-Za-z0-9]/su;
  const undescribed: string[] = [];
  const check = (place: string, description: string | null | undefined): void => {
    if (!bilingual.test(description ?? '')) undescribed.push(place);
  };
  for (const type of ownTypes) {
    if (['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue;
    check(type.name, type.description);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field.description);
      if ('args' in field)
        for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name})`, arg.description);
    }
  }
  expect(undescribed).toEqual([]);
});

test('every field of a person or a legal entity declares its grade and its path, or the build fails', () => {
  const subjects = ['Resident', 'LegalEntity', 'EmergencyPerson'];
  /** What a subject is made of rather than what is known of it. */
  const structure = new Set([
    'id',
    'aliasOf',
    'updatedAt',
    'provenance',
    'records',
    'resident',
    'version',
    'receivedAt',
  ]);
  const undeclared: string[] = [];
  for (const type of ownTypes.filter(isObjectType)) {
    const isRecord = contracts.some(({ dataset }) => type.name === dataset.split('.').map(toTypeName).join(''));
    const isPart = /^(CivilAffairs|Health|PublicSecurity)(Resident|LegalEntity)$/.test(type.name);
    if (!subjects.includes(type.name) && !isRecord && !isPart) continue;
    for (const field of Object.values(type.getFields())) {
      const isStructural =
        structure.has(field.name) || (isObjectType(getNamedType(field.type)) && isContainer(field.type));
      const declares = field.astNode?.directives?.some(({ name }) => name.value === 'access') === true;
      if (!isStructural && !declares) undeclared.push(`${type.name}.${field.name}`);
    }
  }
  expect(undeclared).toEqual([]);
});

test('a department that joins by YAML alone appears in the graph with its own typed fields', () => {
  const { contract, problems } = parseContract(
    `dataset: housing.tenancy
title: { zh: 租赁, en: Tenancy }
entity: resident
form: { type: csv }
key: no
version: at
fields:
  - { from: no, to: tenancyNumber, label: { zh: 编号, en: Number }, grade: 3 }
  - { from: id, to: documentNumber, operations: citizen-id }
  - { from: sex, to: sex, operations: [{ code: sex, map: { M: 1, F: 2 } }] }
  - { from: rent, to: rent, label: { zh: 租金, en: Rent }, operations: decimal, grade: 2 }
  - { from: since, to: since, label: { zh: 起租, en: Since }, operations: { date: YYYY-MM-DD }, grade: 2 }
  - { from: note, to: note, label: { zh: 备注, en: Note }, grade: 2, shared: false }
updateFrequency: P1M
sharing: { attribute: unconditional }
retention: { class: housing, keep: P5Y }
tests:
  - { name: one, row: { no: "1", at: "2026-01-01T00:00:00Z" }, expect: { values: { tenancyNumber: "1" } } }
`,
    'tenancy.contract.yaml',
  );
  expect(problems).toEqual([]);
  if (!contract) throw new Error('the contract was refused');
  const joined = build([contract], [...loadDepartments(), { code: 'housing', title: { zh: '住房', en: 'Housing' } }]);
  expect(validateSchema(joined)).toEqual([]);
  const resident = joined.getType('Resident');
  const record = joined.getType('HousingTenancy');
  if (!isObjectType(resident) || !isObjectType(record)) throw new Error('the department is missing');
  expect(String(resident.getFields().housing?.type)).toBe('HousingResident');
  expect(Object.entries(record.getFields()).map(([name, { type }]) => `${name}: ${type}`)).toEqual([
    'key: String',
    'version: DateTime!',
    'receivedAt: DateTime!',
    'tenancyNumber: String',
    'documentNumber: String',
    'sex: Sex',
    'rent: Decimal',
    'since: Date',
  ]);
});

function toTypeName(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_, _dash: string, letter: string) => letter.toUpperCase());
}

/** Departments' parts and their lists of records: what is in them is declared there. */
const isContainer = (type: unknown): boolean =>
  /^\[?(CivilAffairs|Health|PublicSecurity)[A-Za-z]*!?\]?$/.test(String(type)) &&
  !String(type).includes('HealthCondition');
