import fc from 'fast-check';
import { asEntityId, asRecordId } from '../../../schema/model/identity.ts';
import { assignIds, type PreviousEntity } from '../../../schema/rules/golden/assign-ids.ts';

const ids = (...numbers: number[]) => numbers.map((number) => asRecordId(String(number)));
const entity = (id: string, createdAt: string, ...members: number[]): PreviousEntity => ({
  id: asEntityId(id),
  createdAt,
  live: true,
  members: ids(...members),
});

test('an entity keeps its id when it grows', () => {
  const result = assignIds([ids(1, 2, 9)], [entity('A', '2026-01-01', 1, 2)]);
  expect(result).toEqual({ kept: ['A'], ended: [], aliases: [], splitFrom: [] });
});

test('when two entities become one, the older id stays and the other becomes an alias of it', () => {
  const result = assignIds([ids(1, 2)], [entity('B', '2026-02-01', 1), entity('A', '2026-01-01', 2)]);
  expect(result.kept).toEqual(['A']);
  expect(result.ended).toEqual([{ id: 'B', into: 0 }]);
});

test('when an entity is split, the id stays with the oldest record and the other part is new', () => {
  const result = assignIds([ids(10, 12), ids(9)], [entity('A', '2026-01-01', 9, 10, 12)]);
  expect(result.kept).toEqual([null, 'A']);
  expect(result.splitFrom).toEqual([{ cluster: 0, from: 'A' }]);
});

test('record ids are compared as numbers, not as text', () => {
  const result = assignIds([ids(10), ids(9)], [entity('A', '2026-01-01', 10, 9)]);
  expect(result.kept).toEqual([null, 'A']);
});

test('an entity whose records are all gone ends without a successor', () => {
  expect(assignIds([], [entity('A', '2026-01-01', 1)]).ended).toEqual([{ id: 'A', into: null }]);
});

test('when the oldest record is deleted, the id stays with the oldest that is left', () => {
  const result = assignIds([ids(2), ids(3)], [entity('A', '2026-01-01', 1, 2, 3)]);
  expect(result.kept).toEqual(['A', null]);
});

const former = (id: string, createdAt: string, anchor: number): PreviousEntity => ({
  ...entity(id, createdAt, anchor),
  live: false,
});

test('an id that had ended comes back with its record where no live entity claims the cluster', () => {
  const result = assignIds([ids(1), ids(2)], [entity('A', '2026-01-01', 1, 2), former('B', '2026-02-01', 2)]);
  expect(result).toEqual({ kept: ['A', 'B'], ended: [], aliases: [], splitFrom: [{ cluster: 1, from: 'A' }] });
});

test('a live entity goes before an older one that had ended, whose id then leads to it', () => {
  const result = assignIds([ids(1, 2)], [former('A', '2026-01-01', 1), entity('B', '2026-02-01', 2)]);
  expect(result).toMatchObject({ kept: ['B'], ended: [], aliases: [{ id: 'A', into: 0 }] });
});

test('of two that had ended with one record the older comes back and the other leads to it', () => {
  const result = assignIds([ids(1)], [former('B', '2026-02-01', 1), former('A', '2026-01-01', 1)]);
  expect(result).toMatchObject({ kept: ['A'], aliases: [{ id: 'B', into: 0 }] });
});

test('one that had ended stays ended while its record does not exist', () => {
  expect(assignIds([ids(2)], [former('A', '2026-01-01', 1)])).toEqual({
    kept: [null],
    ended: [],
    aliases: [],
    splitFrom: [],
  });
});

test('every previous id is kept once or ended once, whatever the clusters', () => {
  const partition = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(partition, partition, (before, after) => {
      const groups = (of: readonly number[]) =>
        [0, 1, 2, 3, 4].map((group) => of.flatMap((g, i) => (g === group ? [i + 1] : []))).filter((g) => g.length > 0);
      const previous = groups(before).map((members, i) => entity(`E${i}`, '2026-01-01', ...members));
      const clusters = groups(after)
        .filter((_, index) => index !== 0)
        .map((members) => ids(...members));
      const { kept, ended } = assignIds(clusters, previous);
      const seen = [...kept.filter((id) => id !== null), ...ended.map(({ id }) => id)].sort();
      expect(seen).toEqual(previous.map(({ id }) => id).sort());
      for (const { into } of ended) if (into !== null) expect(kept[into]).not.toBeNull();
    }),
  );
});
