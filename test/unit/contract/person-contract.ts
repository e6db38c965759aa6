import type { Contract } from '../../../schema/model/contract.ts';
import { parseContract } from '../../../schema/model/load-contracts.ts';
import { createRowMapper } from '../../../schema/rules/contract/row-mapper.ts';

/** A contract from YAML, or an exception with its faults: for tests that need one of their own. */
export function contractOf(text: string): Contract {
  const { contract, problems } = parseContract(text, 'test.contract.yaml');
  if (!contract) throw new Error(JSON.stringify(problems, null, 1));
  return contract;
}

/** A short contract about residents. */
export const personContract = (form = '{ type: csv }'): Contract =>
  contractOf(`
dataset: test.person
title: { zh: 人员, en: Persons }
entity: resident
form: ${form}
key: id
version: at
fields:
  - { from: id, to: personNumber, label: { zh: 编号, en: Number }, grade: 2 }
  - { from: name, to: name, operations: name, required: true }
  - { from: type, to: documentType, operations: { code: document-type, map: { 111: CITIZEN_ID, 414: PASSPORT } } }
  - { from: document, to: documentNumber, operations: citizen-id }
  - { from: sex, to: sex, operations: [{ code: sex, map: { M: 1 } }] }
  - { from: born, to: birthDate, operations: { date: YYYYMMDD } }
  - { from: amount, to: allowanceMonthlyAmount, operations: decimal }
  - { from: size, to: householdSize, operations: integer }
  - { from: phone, to: phone, operations: phone }
  - { from: note, to: note, label: { zh: 备注, en: Note }, grade: 2, operations: { empty-if: [无, '-'] } }
  - { from: kind, to: kind, label: { zh: 类别, en: Kind }, grade: 1, operations: [{ default: 普通 }] }
updateFrequency: P1D
sharing: { attribute: unconditional }
retention: { class: test, keep: P1Y }
tests:
  - name: a person
    row: { id: 1, name: 李秀英, at: 2026-03-03 }
    expect: { values: { personNumber: 1, name: 李秀英, kind: 普通 } }
`);

/** The smallest row that the contract accepts. */
export const person = { id: 'A1', name: '李秀英', at: '2026-03-03T07:01:06+08:00' };

export const mapPerson = createRowMapper(personContract());
