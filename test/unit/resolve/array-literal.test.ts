import { arrayOf } from '../../../schema/store/array-literal.ts';

test('ids, keys and missing values become one array text', () => {
  expect(arrayOf(['12', 3, -4n, null, 'birthDate'])).toBe('{12,3,-4,NULL,birthDate}');
  expect(arrayOf([])).toBe('{}');
});

test.each(['a,b', 'a b', '{', '"', 'null', '', '张伟'])('a text that needs quoting is refused: %j', (text) => {
  expect(() => arrayOf([text])).toThrow(RangeError);
});
