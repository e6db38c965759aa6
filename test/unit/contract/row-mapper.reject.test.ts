import { createRowMapper } from '../../../schema/rules/contract/row-mapper.ts';
import { mapPerson, person, personContract } from './person-contract.ts';

test.each<[string, Record<string, unknown>, string, string | null, string | null]>([
  ['without its key', { ...person, id: '  ' }, 'KEY_MISSING', 'id', null],
  ['whose key column is not there', { name: '李秀英', at: person.at }, 'KEY_MISSING', 'id', null],
  [
    'whose key lost its digits',
    { ...person, id: { lostDigits: '320105195102280000' } },
    'ID_NUMBER_LOST_DIGITS',
    'id',
    null,
  ],
  ['without its version', { ...person, at: '' }, 'VERSION_MISSING', 'at', 'A1'],
  ['whose version is no time', { ...person, at: '2026-02-30T00:00:00Z' }, 'VERSION_INVALID', 'at', 'A1'],
  ['without a required value', { ...person, name: '' }, 'REQUIRED_MISSING', 'name', 'A1'],
  ['whose required value is a list', { ...person, name: ['李', '秀英'] }, 'REQUIRED_INVALID', 'name', 'A1'],
  [
    'whose number was stored as a number',
    { ...person, document: { lostDigits: '320105195102280000' } },
    'ID_NUMBER_LOST_DIGITS',
    'document',
    'A1',
  ],
  [
    'whose number was written as 3.20105E+17',
    { ...person, document: '3.20105E+17' },
    'ID_NUMBER_LOST_DIGITS',
    'document',
    'A1',
  ],
  [
    'whose passport was written as 3.2E+17',
    { ...person, type: '414', document: '3.2e+17' },
    'ID_NUMBER_LOST_DIGITS',
    'document',
    'A1',
  ],
  ['with U+0000 in a mapped column', { ...person, note: 'a\0b' }, 'INVALID_CHARACTER', 'note', 'A1'],
  ['with U+0000 in a column nobody maps', { ...person, other: '\0' }, 'INVALID_CHARACTER', 'other', 'A1'],
  ['with U+0000 in the name of a column', { ...person, 'a\0': 'x' }, 'INVALID_CHARACTER', null, null],
  ['with U+0000 in its key', { ...person, id: 'A\u00001' }, 'INVALID_CHARACTER', 'id', null],
])('a row %s is rejected with rule, column and key', (_title, cells, rule, column, key) => {
  expect(mapPerson(cells)).toMatchObject({ ok: false, key, fault: { rule, column } });
});

test('the reason is given in Chinese and English, names the field and never quotes the value', () => {
  const result = mapPerson({ ...person, document: { lostDigits: '320105195102280000' } });
  expect(result).toMatchObject({
    ok: false,
    fault: { reason: { zh: expect.stringMatching(/证件号码.*文本/), en: expect.stringMatching(/text/) } },
  });
  expect(JSON.stringify(result)).not.toContain('3201');
});

test('half a character in JSON is rejected, for PostgreSQL cannot keep it', () => {
  const map = createRowMapper(personContract('{ type: ndjson }'));
  expect(map({ ...person, extra: { deep: ['\ud800'] } })).toMatchObject({
    ok: false,
    fault: { rule: 'INVALID_CHARACTER', column: 'extra' },
  });
  expect(map({ ...person, name: '李𠮷' })).toMatchObject({ ok: true });
});

test('a JSON number beyond exact integers has lost its digits', () => {
  const map = createRowMapper(personContract('{ type: json }'));
  const cells: Record<string, unknown> = JSON.parse('{"document": 320105195102280053}');
  expect(map({ ...person, ...cells })).toMatchObject({
    ok: false,
    fault: { rule: 'ID_NUMBER_LOST_DIGITS', column: 'document' },
  });
});

test('a FHIR resource of another type is no row of the dataset', () => {
  const map = createRowMapper(personContract('{ type: fhir, resourceType: Patient }'));
  expect(map({ ...person, resourceType: 'Patient' })).toMatchObject({ ok: true });
  expect(map({ ...person, resourceType: 'Group' })).toMatchObject({
    ok: false,
    key: 'A1',
    fault: { column: 'resourceType' },
  });
});
