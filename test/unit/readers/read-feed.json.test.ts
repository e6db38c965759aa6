import { brief, readBody, refusal } from './feed-file.ts';

const json = { type: 'json' } as const;
const ndjson = { type: 'ndjson' } as const;

test('an array is read element by element, nested values as they are', async () => {
  const body = '\uFEFF [ {"a":"x]}","b":[1,{"c":"\\"["}]},\n{"a":null} ] \n';
  const { rows, columns } = await readBody(json, body);
  expect(rows).toEqual([
    { rowNumber: 1, cells: { a: 'x]}', b: [1, { c: '"[' }] } },
    { rowNumber: 2, cells: { a: null } },
  ]);
  expect(columns).toEqual(['a', 'b']);
});

test.each<[string, string, readonly (readonly [number, unknown])[]]>([
  ['no element', '[]', []],
  [
    'a broken element',
    '[{"a":1},{"a":},{"a":3}]',
    [
      [1, [1]],
      [2, 'JSON_ELEMENT_INVALID'],
      [3, [3]],
    ],
  ],
  [
    'elements that are no objects',
    '[1,"x",null,[],{"a":1}]',
    [
      [1, 'JSON_NOT_OBJECT'],
      [2, 'JSON_NOT_OBJECT'],
      [3, 'JSON_NOT_OBJECT'],
      [4, 'JSON_NOT_OBJECT'],
      [5, [1]],
    ],
  ],
  [
    'a NUL or half a character',
    '[{"a":"x\\u0000"},{"a":"\\ud800"},{"a":"\\\\u0000"}]',
    [
      [1, 'VALUE_UNSTORABLE'],
      [2, 'VALUE_UNSTORABLE'],
      [3, ['\\u0000']],
    ],
  ],
])('a JSON array with %s is read', async (_, body, expected) => {
  expect(brief((await readBody(json, body)).rows)).toEqual(expected);
});

test.each<[string, string, number]>([
  ['is cut off between elements', '[{"a":1},', 9],
  ['is cut off inside an element', '[{"a":1},{"a', 12],
  ['has no comma', '[{"a":1} {"a":2}]', 9],
  ['has a comma too many', '[{"a":1},]', 9],
  ['is followed by something', '[{"a":1}] x', 10],
])('an array that %s is refused with the position', async (_, body, offset) => {
  expect(await refusal(json, body)).toMatchObject({ code: 'JSON_BROKEN', details: { offset, item: 1 } });
});

test('an element of 10 MB is rejected and the rest taken', async () => {
  const body = `[{"a":1},{"a":"${'x'.repeat(10_000_000)}"},{"a":3}]`;
  expect(brief((await readBody(json, body)).rows)).toEqual([
    [1, [1]],
    [2, 'ROW_TOO_LONG'],
    [3, [3]],
  ]);
});

test('NDJSON is read line by line; blank lines are skipped and broken ones rejected', async () => {
  const body = '{"a":1}\r\n\n{"a":\n[1]\n{"a":2}';
  expect(brief((await readBody(ndjson, body)).rows)).toEqual([
    [1, [1]],
    [3, 'JSON_LINE_INVALID'],
    [4, 'JSON_NOT_OBJECT'],
    [5, [2]],
  ]);
});

test('a single broken line is a broken row, not another form', async () => {
  expect(brief((await readBody(ndjson, '{"a": 1')).rows)).toEqual([[1, 'JSON_LINE_INVALID']]);
});

test.each([json, ndjson])('an array or lines of $type without the key property are refused', async (form) => {
  const objects = ['{"a":1}', '{"a":2}'];
  const body = form.type === 'json' ? `[${objects.join()}]` : objects.join('\n');
  const error = await refusal(form, body, { requiredColumns: ['a', '编号'] });
  expect(error).toMatchObject({ code: 'COLUMN_MISSING', details: { missing: ['编号'], found: ['a'] } });
});

test('one object without its key among others is left to the contract', async () => {
  const { rows } = await readBody(ndjson, '{"a":1}\n{"编号":2}', { requiredColumns: ['编号'] });
  expect(rows).toHaveLength(2);
});

test('the marks of a return file are taken off; what was returned unparsed and not mended is skipped', async () => {
  const marks = '"_row":9,"_rule":"R","_reason":"x"';
  const body = `[{"a":1,${marks}},{${marks},"_excerpt":"{"},{"_row":1}]`;
  expect((await readBody(json, body)).rows).toEqual([
    { rowNumber: 1, cells: { a: 1 } },
    { rowNumber: 3, cells: { _row: 1 } },
  ]);
});

test('one broken byte in an array costs one element', async () => {
  const body = Buffer.from('[{"a":"张三"},{"a":"李四"},{"a":"王五"}]');
  body[body.indexOf('李')] = 0xff;
  expect(brief((await readBody(json, body)).rows)).toEqual([
    [1, ['张三']],
    [2, 'BYTES_INVALID'],
    [3, ['王五']],
  ]);
});
