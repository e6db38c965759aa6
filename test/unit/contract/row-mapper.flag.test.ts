import fc from 'fast-check';
import { createRowMapper } from '../../../schema/rules/contract/row-mapper.ts';
import { contractOf, mapPerson, person, personContract } from './person-contract.ts';

const id = '11010519491231002X';
const mapped = (cells: Record<string, unknown>) => {
  const result = mapPerson({ ...person, ...cells });
  if (!result.ok) throw new Error(result.fault.rule);
  return result.row;
};

/** Cells, value in the field, flag raised on the field. */
test.each<[string, Record<string, string>, string, string | undefined, string | undefined]>([
  [
    'a number folded to its canonical form',
    { type: '111', document: ' １１０１０５19491231 002x' },
    'documentNumber',
    id,
    undefined,
  ],
  ['a 15-digit number', { type: '111', document: '110105491231002' }, 'documentNumber', id, undefined],
  [
    'a wrong check character',
    { type: '111', document: '110105194912310021' },
    'documentNumber',
    '110105194912310021',
    'CITIZEN_ID_INVALID',
  ],
  [
    '30 February in a number',
    { type: '111', document: '110105194902300021' },
    'documentNumber',
    '110105194902300021',
    'CITIZEN_ID_INVALID',
  ],
  [
    'a birth after the version of the row',
    { type: '111', document: '110105203012310022' },
    'documentNumber',
    '110105203012310022',
    'CITIZEN_ID_INVALID',
  ],
  ['a passport', { type: '414', document: 'e12345678' }, 'documentNumber', 'E12345678', undefined],
  ['a passport that is none', { type: '414', document: '??' }, 'documentNumber', '??', 'DOCUMENT_NUMBER_INVALID'],
  ['a number of no type', { document: 'X-1' }, 'documentNumber', 'X-1', undefined],
  ['an unknown type of document', { type: '999', document: 'X1' }, 'documentType', '999', 'CODE_UNKNOWN'],
  ['a type without a number', { type: '111' }, 'documentType', undefined, undefined],
  ['a code of the map', { sex: 'M' }, 'sex', '1', undefined],
  ['a code of the table', { sex: '2' }, 'sex', '2', undefined],
  ['the standard name of a code', { sex: '女' }, 'sex', '2', undefined],
  ['a full-width code', { sex: '２' }, 'sex', '2', undefined],
  ['a code in no map', { sex: 'F' }, 'sex', 'F', 'CODE_UNKNOWN'],
  ['a date', { born: '19491231' }, 'birthDate', '1949-12-31', undefined],
  ['a day that does not exist', { born: '19490230' }, 'birthDate', '19490230', 'DATE_INVALID'],
  ['a birth tomorrow', { born: '20260304' }, 'birthDate', '20260304', 'DATE_IN_FUTURE'],
  ['a birth on the day in Beijing', { born: '20260303' }, 'birthDate', '2026-03-03', undefined],
  ['an amount', { amount: '0,703.50' }, 'allowanceMonthlyAmount', '703.5', undefined],
  ['an amount in words', { amount: '七百' }, 'allowanceMonthlyAmount', '七百', 'DECIMAL_INVALID'],
  ['a whole number with a fraction of zeros', { size: '2.0' }, 'householdSize', '2', undefined],
  ['half a person', { size: '2.5' }, 'householdSize', '2.5', 'INTEGER_INVALID'],
  ['a telephone', { phone: '+86 139 9441 2818' }, 'phone', '13994412818', undefined],
  ['no telephone', { phone: '无' }, 'phone', '无', 'PHONE_INVALID'],
  ['a lost character', { note: '金\ufffd村' }, 'note', '金\ufffd村', 'REPLACEMENT_CHARACTER'],
  ['a private-use character', { note: '金\ue000村' }, 'note', '金\ue000村', 'REPLACEMENT_CHARACTER'],
  ['a word that means empty', { note: '-' }, 'note', undefined, undefined],
  ['a value trimmed', { note: '\u3000金陵 ' }, 'note', '金陵', undefined],
  ['a default', { kind: '' }, 'kind', '普通', undefined],
  ['a question mark in a name', { name: '李?英' }, 'name', '李?英', 'NAME_UNKNOWN_CHARACTER'],
  ['a newborn without a name', { name: '李秀英之子' }, 'name', '李秀英之子', 'NAME_PLACEHOLDER'],
])('%s', (_title, cells, field, value, flag) => {
  const row = mapped(cells);
  expect(row.values[field]).toBe(value);
  expect(row.flags.find((candidate) => candidate.field === field)?.rule).toBe(flag);
});

test('what exactly is wrong with a citizen number is named', () => {
  const { flags } = mapped({ type: '111', document: '110105194912310021' });
  expect(flags).toEqual([{ field: 'documentNumber', rule: 'CITIZEN_ID_INVALID', reason: 'CHECK_CHARACTER' }]);
});

test('sex and birth date that contradict a valid number are flagged and kept; a bad number contradicts nothing', () => {
  const row = mapped({ type: '111', document: id, sex: '1', born: '19491213' });
  expect(row.flags).toEqual([
    { field: 'sex', rule: 'SEX_CONTRADICTS_ID' },
    { field: 'birthDate', rule: 'BIRTH_DATE_CONTRADICTS_ID' },
  ]);
  expect(row.values).toMatchObject({ sex: '1', birthDate: '1949-12-13', documentNumber: id });
  expect(mapped({ type: '111', document: id, sex: '9' }).flags).toEqual([]);
  expect(mapped({ type: '111', document: '110105194912310021', sex: '1' }).flags).toHaveLength(1);
});

test('a residence permit of Hong Kong sent as an identity card raises a doubt about its type', () => {
  expect(mapped({ type: '111', document: '810000199408230021' }).flags).toEqual([
    { field: 'documentType', rule: 'DOCUMENT_TYPE_CONTRADICTS_NUMBER' },
  ]);
});

test('a spreadsheet number with float noise is the amount that was meant', () => {
  expect(mapped({ amount: { lostDigits: '703.10000000000002' } }).values.allowanceMonthlyAmount).toBe('703.1');
});

test('the version becomes a UTC instant', () => {
  expect(mapped({}).version).toBe('2026-03-02T23:01:06.000Z');
});

const withTombstone = contractOf(`
dataset: test.person
title: { zh: 人员, en: Persons }
entity: resident
form: { type: csv }
key: id
version: at
fields:
  - { from: id, to: personNumber, label: { zh: 编号, en: Number }, grade: 2 }
tombstone: { column: state, equals: [作废] }
updateFrequency: P1D
sharing: { attribute: unconditional }
retention: { class: test, keep: P1Y }
tests:
  - { name: a deletion, row: { id: 01, at: 2026-03-03, state: 作废 }, expect: { values: { personNumber: 01 }, deleted: true } }
`);

test('a row that meets the tombstone condition is a deletion', () => {
  const map = createRowMapper(withTombstone);
  expect(map({ ...person, state: '作废' })).toMatchObject({ ok: true, row: { deleted: true } });
  expect(map({ ...person, state: '正常' })).toMatchObject({ ok: true, row: { deleted: false } });
});

test('whatever the cells hold, a mapper answers, gives the same answer again, and never flags a value it dropped', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.jsonValue(),
    fc.constantFrom(id, '110105194912310021', '1', '414', '111', ''),
  );
  const columns = ['id', 'name', 'type', 'document', 'sex', 'born', 'amount', 'size', 'phone', 'note'];
  const row = fc.record(Object.fromEntries(columns.map((column) => [column, cell])), { requiredKeys: [] });
  const map = createRowMapper(personContract('{ type: json }'));
  fc.assert(
    fc.property(row, (cells) => {
      const sent = { ...cells, at: person.at };
      const first = map(sent);
      expect(createRowMapper(personContract('{ type: json }'))(sent)).toEqual(first);
      if (!first.ok) return;
      expect(first.row.key).not.toBe('');
      for (const flag of first.row.flags)
        expect(flag.field === 'documentType' || flag.field in first.row.values).toBe(true);
    }),
    { numRuns: 300 },
  );
});
