import fc from 'fast-check';
import { findCrossed, sumGrowth, without } from '../../../jobs/resolve/move-blocks.ts';
import { asRecordId } from '../../../schema/model/identity.ts';

const membership = (record: number, key: bigint) => ({ recordId: asRecordId(String(record)), key, refined: false });

test.each([
  ['grows past its cap', 1, 4, [3], true],
  ['grows to its cap', 1, 3, [3], false],
  ['shrinks to its cap', -1, 3, [3], true],
  ['shrinks and stays above its cap', -1, 4, [3], false],
  ['shrinks below its cap at one stroke', -5, 1, [3], true],
  ['gains as many as it loses', 0, 4, [3], false],
  ['is new and small', 2, 2, [3], false],
  ['is left, and may have had any of several caps', -1, 40, [30, 40, 50], true],
  ['is left, and no cap lies between', -1, 41, [30, 40, 50], false],
] as const)('a block that %s', (_what, step, after, caps, crosses) => {
  const crossed = findCrossed(new Map([[7n, step]]), new Map([[7n, after]]), () => caps);
  expect(crossed).toEqual(crosses ? [7n] : []);
});

test('a block that was not counted is too small to have crossed a cap upwards', () => {
  expect(findCrossed(new Map([[7n, 1]]), new Map(), () => [3])).toEqual([]);
});

test('growth counts who joined less who left', () => {
  const growth = sumGrowth([membership(1, 7n)], [membership(2, 7n), membership(3, 7n), membership(2, 8n)]);
  expect(growth).toEqual(
    new Map([
      [7n, 1],
      [8n, 1],
    ]),
  );
});

test('what differs between two sets of memberships is told per record, not per block', () => {
  expect(without([membership(1, 7n), membership(2, 7n)], [membership(1, 7n), membership(2, 8n)])).toEqual([
    membership(2, 7n),
  ]);
});

test('a block crosses exactly when it is over its cap on one side of the move and not on the other', () => {
  fc.assert(
    fc.property(fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 6 }), (before, after, cap) => {
      const crossed = findCrossed(new Map([[1n, after - before]]), new Map([[1n, after]]), () => [cap]);
      expect(crossed.length === 1).toBe(before > cap !== after > cap);
    }),
  );
});
