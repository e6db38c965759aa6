import fc from 'fast-check';
import { buildAreaTree, type GridRow } from '../../../schema/rules/areas/build-area-tree.ts';

const grid = (code: string, street = '兴隆街道', community = '纪花苑社区', title = '第1网格'): GridRow => ({
  key: code,
  code,
  street,
  community,
  grid: title,
});

test('divisions that the national list does not hold are titled by their code', () => {
  const titles = buildAreaTree([grid('990105001001001')]).map(({ code, title }) => `${code} ${title}`);
  expect(titles.slice(0, 3)).toEqual(['99 99', '9901 9901', '990105 990105']);
});

test('where grids disagree on the name of their street, the smallest code names it, in any order', () => {
  const rows = [
    grid('320105001001002', '乙街道'),
    grid('320105001001001', '甲街道'),
    grid('320105001002001', '丙街道'),
  ];
  const streets = [rows, [...rows].reverse()].map((order) =>
    buildAreaTree(order).find(({ level }) => level === 'street'),
  );
  expect(streets.map((street) => street?.title)).toEqual(['甲街道', '甲街道']);
});

test('only grids carry the key of a row', () => {
  const keyed = buildAreaTree([grid('320105001001001')]).filter(({ recordKey }) => recordKey !== null);
  expect(keyed.map(({ level, recordKey }) => [level, recordKey])).toEqual([['grid', '320105001001001']]);
});

test('every parent stands in the tree before what it holds, and begins its code', () => {
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom('1', '2', '3'), minLength: length, maxLength: length });
  fc.assert(
    fc.property(
      fc.array(
        digits(15).map((code) => grid(code)),
        { maxLength: 30 },
      ),
      (rows) => {
        const tree = buildAreaTree(rows);
        const seen = new Set<string>();
        for (const { code, parent } of tree) {
          if (parent !== null) expect([seen.has(parent), code.startsWith(parent)]).toEqual([true, true]);
          else expect(code).toHaveLength(2);
          expect(seen.has(code)).toBe(false);
          seen.add(code);
        }
        for (const row of rows) expect(seen.has(row.code)).toBe(true);
        expect(buildAreaTree([...rows].reverse())).toEqual(tree);
      },
    ),
  );
});
