import fc from 'fast-check';
import { canonicalJson, recordHash } from '../../../schema/rules/contract/record-hash.ts';

const hex = (cells: Record<string, unknown>): string => recordHash(canonicalJson(cells));

test('a hash is the SHA-256 of the canonical JSON', () => {
  // printf '{"a":"1","b":"2"}' | sha256sum
  expect(hex({ b: '2', a: '1' })).toBe('21f76dfbfe6dfe21f762080ef484112cf2952974cef30741fd1931e1c6d92112');
});

test('the order of columns does not matter at any depth; the order of a list does', () => {
  expect(hex({ a: { x: 1, y: [1, 2] }, b: null })).toBe(hex({ b: null, a: { y: [1, 2], x: 1 } }));
  expect(hex({ a: [1, 2] })).not.toBe(hex({ a: [2, 1] }));
});

test('a blank more, another type or another column is another row', () => {
  const hashes = [{ a: '1' }, { a: '1 ' }, { a: 1 }, { A: '1' }, { a: '1', b: '' }, { a: ['1'] }, {}].map(hex);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('canonical JSON reads back as the same value, whatever the order and the names', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (cells) => {
      const shuffled = Object.fromEntries(Object.entries(cells).reverse());
      expect(canonicalJson(shuffled)).toBe(canonicalJson(cells));
      expect(JSON.parse(canonicalJson(cells))).toEqual(JSON.parse(JSON.stringify(cells)));
    }),
  );
});

test('canonical JSON of a row of texts is what JSON.stringify gives for the sorted row', () => {
  const texts = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(texts, (cells) => {
      const sorted = Object.keys(cells).toSorted();
      expect(canonicalJson(cells)).toBe(
        `{${sorted.map((name) => `${JSON.stringify(name)}:${JSON.stringify(cells[name])}`).join(',')}}`,
      );
    }),
  );
});
