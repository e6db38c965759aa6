import { loadContracts } from '../../../schema/model/load-contracts.ts';
import type { MappedRow } from '../../../schema/model/record.ts';
import { createQualityCounter } from '../../../schema/rules/quality/count-quality.ts';

const contract = loadContracts().find(({ dataset }) => dataset === 'health.institution');
if (!contract) throw new Error('health.institution has no contract');
const at = new Date('2026-11-01T00:00:00Z');
const fields = contract.fields.flatMap(({ from, to }) => (from === undefined ? [] : [to]));
const full = Object.fromEntries(fields.map((field) => [field, 'x']));
const row = (given: Partial<MappedRow> = {}): MappedRow => ({
  key: 'K',
  version: '2026-10-30T00:00:00.000Z',
  values: full,
  flags: [],
  deleted: false,
  ...given,
});
const judge = (rows: readonly MappedRow[], received = rows.length, unreadable = 0) => {
  const counter = createQualityCounter(contract);
  for (const each of rows) counter.add(each);
  return counter.total({ received, unreadable, at });
};

test('a flawless batch has every dimension at 1', () => {
  expect(judge([row(), row()]).dimensions).toEqual({
    normative: 1,
    completeness: 1,
    accuracy: 1,
    consistency: 1,
    timeliness: 1,
    accessibility: 1,
  });
});

test.each([
  ['PHONE_INVALID', { normative: 0.95, accuracy: 1, consistency: 1 }],
  ['CODE_UNKNOWN', { normative: 1, accuracy: 1, consistency: 0.95 }],
  ['DATE_IN_FUTURE', { normative: 1, accuracy: 0.95, consistency: 1 }],
  ['SEX_CONTRADICTS_ID', { normative: 1, accuracy: 0.95, consistency: 0.95 }],
  ['A_RULE_OF_TOMORROW', { normative: 0.95, accuracy: 1, consistency: 1 }],
])('one value flagged %s among twenty lowers what it concerns', (rule, expected) => {
  const values = Object.fromEntries(fields.slice(0, 5).map((field) => [field, 'x']));
  const rows = [row({ values, flags: [{ field: 'phone', rule }] }), ...[1, 2, 3].map(() => row({ values }))];
  const quality = judge(rows);
  expect(quality.dimensions).toMatchObject(expected);
  expect(quality.fields.phone?.flagged).toEqual({ [rule]: 1 });
});

test('completeness counts declared fields, and not the constants of the contract', () => {
  const half = Object.fromEntries(fields.slice(0, fields.length / 2).map((field) => [field, 'x']));
  expect(judge([row(), row({ values: half })]).dimensions.completeness).toBeCloseTo(
    (fields.length + Math.floor(fields.length / 2)) / (2 * fields.length),
    3,
  );
});

test('deletions are no empty rows', () => {
  expect(judge([row(), row({ deleted: true, values: {} })])).toMatchObject({
    rows: 1,
    dimensions: { completeness: 1 },
  });
});

test('timeliness falls with the age of the newest version beyond the promise', () => {
  const fourteenDaysOld = row({ version: '2026-10-18T00:00:00.000Z' });
  expect(judge([fourteenDaysOld]).dimensions.timeliness).toBe(0.5);
  expect(judge([fourteenDaysOld, row()]).dimensions.timeliness).toBe(1);
});

test('accessibility counts rows that could not even be parsed', () => {
  expect(judge([row(), row(), row()], 4, 1).dimensions.accessibility).toBe(0.75);
});

test('a batch of nothing is not judged', () => {
  expect(Object.values(judge([]).dimensions)).toEqual([null, null, null, null, null, null]);
});
