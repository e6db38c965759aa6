import { asEntityId, asRecordId } from '../../../schema/model/identity.ts';
import type { RecordValues } from '../../../schema/model/record.ts';
import {
  differingNumbersFinding,
  findEntityFindings,
  sharedNumberFinding,
} from '../../../schema/rules/findings/entity-findings.ts';

let serial = 0;
const record = (dataset: string, values: Record<string, string>): RecordValues => {
  serial += 1;
  return {
    id: asRecordId(String(serial)),
    dataset,
    key: `k${serial}`,
    entityType: 'resident',
    version: '2026-01-01T00:00:00Z',
    values,
    flags: [],
  };
};
const kindsOf = (members: RecordValues[], entityType: 'resident' | 'legal-entity' = 'resident') =>
  findEntityFindings({ id: asEntityId('e'), entityType, members }).map(({ kind }) => kind);

test.each([
  [
    'a dead person drawing an allowance is found',
    [{ lifeStatus: 'DECEASED' }, { allowanceStatus: 'RECEIVING' }],
    ['DECEASED_DRAWING_ALLOWANCE'],
  ],
  [
    'a dead person whose allowance has stopped is not',
    [{ lifeStatus: 'DECEASED' }, { allowanceStatus: 'STOPPED' }],
    [],
  ],
  ['two departments that state another sex are found', [{ sex: '1' }, { sex: '2' }], ['SEX_CONFLICT']],
  ['an unknown sex contradicts nobody', [{ sex: '1' }, { sex: '0' }], []],
  ['two birth dates are found', [{ birthDate: '1950-01-01' }, { birthDate: '1950-03-04' }], ['BIRTH_DATE_CONFLICT']],
  [
    'alive here and dead there is a status conflict',
    [{ lifeStatus: 'ALIVE' }, { lifeStatus: 'DECEASED' }],
    ['STATUS_CONFLICT'],
  ],
])('%s', (_title, values, expected) => {
  expect(kindsOf(values.map((v, i) => record(`d.${i}`, v as Record<string, string>)))).toEqual(expected);
});

test('an organisation cancelled in one department and active in another is a status conflict', () => {
  const members = [record('a.b', { institutionStatus: 'ACTIVE' }), record('c.d', { tradeStatus: 'CANCELLED' })];
  expect(kindsOf(members, 'legal-entity')).toEqual(['STATUS_CONFLICT']);
});

test('the fingerprint names the records, not the entity, so that a finding outlives a merge', () => {
  const members = [record('a.b', { sex: '1' }), record('c.d', { sex: '2' })];
  const [one] = findEntityFindings({ id: asEntityId('x'), entityType: 'resident', members });
  const [other] = findEntityFindings({ id: asEntityId('y'), entityType: 'resident', members: [...members].reverse() });
  expect(other?.fingerprint).toBe(one?.fingerprint);
});

test('one number on records of two residents is found, on records of one it is not', () => {
  const members = [record('a.b', {}), record('c.d', {})];
  expect(sharedNumberFinding(members, [asEntityId('x'), asEntityId('y')])?.kind).toBe('ID_NUMBER_SHARED');
  expect(sharedNumberFinding(members, [asEntityId('x'), asEntityId('x')])).toBeNull();
});

test('two sound numbers in a doubtful pair are found; a flagged number is not sound', () => {
  const a = record('a.b', { documentType: 'CITIZEN_ID', documentNumber: '1' });
  const b = record('c.d', { documentType: 'CITIZEN_ID', documentNumber: '2' });
  const ids = [asEntityId('x'), asEntityId('y')];
  expect(differingNumbersFinding(a, b, ids)?.kind).toBe('ID_NUMBERS_DIFFER');
  expect(
    differingNumbersFinding(a, { ...b, flags: [{ field: 'documentNumber', rule: 'CITIZEN_ID_INVALID' }] }, ids),
  ).toBeNull();
});
