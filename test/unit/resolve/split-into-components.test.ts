import { splitIntoComponents } from '../../../jobs/resolve/gather-components.ts';
import { asRecordId } from '../../../schema/model/identity.ts';
import type { DecisionInForce } from '../../../schema/store/decision-store.ts';

const record = (id: number) => ({
  id: asRecordId(String(id)),
  dataset: 'health.patient',
  key: `pt-${id}`,
  entityType: 'resident' as const,
  version: '2026-01-01T00:00:00.000Z',
  values: {},
  flags: [],
});
const pair = (a: number, b: number) => ({
  a: asRecordId(String(a)),
  b: asRecordId(String(b)),
  weight: 1,
  outcome: 'link' as const,
  levels: {},
});
const decision = (a: number, b: number | null): DecisionInForce => ({
  id: `${a}-${b}`,
  kind: 'link',
  a: { dataset: 'health.patient', key: `pt-${a}` },
  b: { dataset: 'health.patient', key: `pt-${b}` },
  author: 'clerk',
  reason: 'seen in person',
  decidedAt: '2026-01-01T00:00:00.000Z',
  aRecordId: asRecordId(String(a)),
  bRecordId: b === null ? null : asRecordId(String(b)),
});
const membersOf = (components: ReturnType<typeof splitIntoComponents>) =>
  components.map(({ records }) => records.map(({ id }) => id).join(' ')).sort();

test('pairs and decisions join records, and each component has its own', () => {
  const components = splitIntoComponents([1, 2, 3, 4, 5].map(record), [pair(1, 2), pair(4, 5)], [decision(2, 3)]);
  expect(membersOf(components)).toEqual(['1 2 3', '4 5']);
  expect(components.map(({ pairs, decisions }) => [pairs.length, decisions.length]).sort()).toEqual([
    [1, 0],
    [1, 1],
  ]);
});

test('a pair or decision about a record that does not exist joins nothing; such decisions wait together', () => {
  const components = splitIntoComponents(
    [1, 2].map(record),
    [pair(1, 9), pair(2, 9)],
    [decision(1, null), decision(2, 9)],
  );
  expect(membersOf(components)).toEqual(['', '1', '2']);
  expect(components.flatMap(({ pairs }) => pairs)).toEqual([]);
  expect(components.filter(({ records }) => records.length > 0).flatMap(({ decisions }) => decisions)).toEqual([]);
  expect(components.find(({ records }) => records.length === 0)?.decisions).toHaveLength(2);
});

test('a decision about one record is its component’s and joins it to nobody', () => {
  const word = { author: 'clerk', reason: 'a test row', decidedAt: '2026-01-01T00:00:00.000Z' };
  const notAPerson: DecisionInForce = {
    ...word,
    id: 'not-1',
    kind: 'not-a-person',
    record: { dataset: 'health.patient', key: 'pt-1' },
    aRecordId: asRecordId('1'),
    bRecordId: null,
  };
  const components = splitIntoComponents([1, 2].map(record), [], [notAPerson]);
  expect(components.map(({ records, decisions }) => [records.map(({ id }) => id), decisions.length])).toEqual([
    [['1'], 1],
    [['2'], 0],
  ]);
});
