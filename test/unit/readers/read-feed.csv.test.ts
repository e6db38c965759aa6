import { brief, csvForm, readBody, refusal } from './feed-file.ts';

const readCsv = async (body: string, delimiter = ',') => brief((await readBody(csvForm({ delimiter }), body)).rows);

test.each<[string, string, readonly (readonly [number, unknown])[]]>([
  [
    'LF line ends',
    'a,b\n1,2\n3,4\n',
    [
      [2, ['1', '2']],
      [3, ['3', '4']],
    ],
  ],
  [
    'CRLF line ends',
    'a,b\r\n1,2\r\n3,4\r\n',
    [
      [2, ['1', '2']],
      [3, ['3', '4']],
    ],
  ],
  ['a last line without an end', 'a,b\n1,2', [[2, ['1', '2']]]],
  [
    'blank lines and lines of delimiters only',
    'a,b\n\n1,2\n,\n\r\n3,4\n\n',
    [
      [3, ['1', '2']],
      [6, ['3', '4']],
    ],
  ],
  ['empty cells', 'a,b,c\n,2,\n', [[2, ['', '2', '']]]],
  ['quoted values', 'a,b\n"x, ""y""","z"\r\n', [[2, ['x, "y"', 'z']]]],
  [
    'line ends inside a quoted value',
    'a,b\n"x\ny\r\n\nz",1\n2,3\n',
    [
      [2, ['x\ny\r\n\nz', '1']],
      [6, ['2', '3']],
    ],
  ],
  ['extra cells at the end that are empty', 'a,b\n1,2,,\n', [[2, ['1', '2']]]],
  [
    'too many cells',
    'a,b\n1,2,3\n4,5\n',
    [
      [2, 'CSV_COLUMN_COUNT'],
      [3, ['4', '5']],
    ],
  ],
  [
    'too few cells',
    'a,b\n1\n4,5\n',
    [
      [2, 'CSV_COLUMN_COUNT'],
      [3, ['4', '5']],
    ],
  ],
  [
    'a mark that is never closed',
    'a,b\n1,"2\n3,4\n5,6\n',
    [
      [2, 'CSV_QUOTE'],
      [3, ['3', '4']],
      [4, ['5', '6']],
    ],
  ],
  [
    'a mark never closed before quoted rows',
    'a,b\n1,"2\n"3","4"\n5,6\n',
    [
      [2, 'CSV_QUOTE'],
      [3, ['3', '4']],
      [4, ['5', '6']],
    ],
  ],
  [
    'text after a closing mark',
    'a,b\n"1"x,2\n3,4\n',
    [
      [2, 'CSV_QUOTE'],
      [3, ['3', '4']],
    ],
  ],
  [
    'a mark inside an unquoted value',
    'a,b\n5" pipe,2\n3,4\n',
    [
      [2, 'CSV_QUOTE'],
      [3, ['3', '4']],
    ],
  ],
  [
    'two stray marks that enclose good rows',
    'a,b\n1,"2\n3,4\n5,6",9\n7,8\n',
    [
      [2, 'CSV_QUOTE'],
      [3, ['3', '4']],
      [4, 'CSV_QUOTE'],
      [5, ['7', '8']],
    ],
  ],
  [
    'a mark opened in the last line',
    'a,b\n1,2\n3,"4',
    [
      [2, ['1', '2']],
      [3, 'CSV_QUOTE'],
    ],
  ],
])('CSV with %s is read line by line', async (_, body, expected) => {
  expect(await readCsv(body)).toEqual(expected);
});

test.each([['\t'], [';'], ['|'], ['||']])('CSV is read with the delimiter %j', async (delimiter) => {
  const body = [`a${delimiter}b`, `1${delimiter}"x${delimiter}y"`].join('\n');
  expect(await readCsv(body, delimiter)).toEqual([[2, ['1', `x${delimiter}y`]]]);
});

test('a byte order mark and blanks around column names are no part of the names', async () => {
  const { columns, rows } = await readBody(csvForm({ bom: true }), '\uFEFF 编号 ,姓名\t\n1,张三\n');
  expect(columns).toEqual(['编号', '姓名']);
  expect(rows).toEqual([{ rowNumber: 2, cells: { 编号: '1', 姓名: '张三' } }]);
});

test('columns without a name keep their values when they stand amid others', async () => {
  const { columns, rows } = await readBody(csvForm(), 'a,,__proto__,b,,\n1,2,3,4,,\n');
  expect(columns).toEqual(['a', '列2', '列3', 'b']);
  expect(brief(rows)).toEqual([[2, ['1', '2', '3', '4']]]);
});

test('a header alone is a delivery without rows', async () => {
  expect(await readBody(csvForm(), 'a,b\n')).toEqual({ rows: [], columns: ['a', 'b'], pages: [] });
});

test('a missing required column refuses the body and names what was found', async () => {
  const error = await refusal(csvForm(), '姓名,更新时间\n张三,2026\n', { requiredColumns: ['编号', '更新时间'] });
  expect(error).toMatchObject({ kind: 'invalid', code: 'COLUMN_MISSING' });
  expect(error.details).toEqual({ missing: ['编号'], found: ['姓名', '更新时间'] });
});

test('a body without a header does not put its first person into the message', async () => {
  const error = await refusal(csvForm(), '张三,320105195102280053\n', { requiredColumns: ['编号'] });
  expect(error.code).toBe('COLUMN_MISSING');
  expect(`${error.message} ${JSON.stringify(error.details)}`).not.toMatch(/张三|320105/);
});

test('a wrong delimiter is guessed in the message', async () => {
  const error = await refusal(csvForm(), '编号;姓名\n1;2\n', { requiredColumns: ['编号'] });
  expect(error.message).toContain('The delimiter seems to be ";"');
});

test('a column name that occurs twice refuses the body', async () => {
  const error = await refusal(csvForm(), 'a,b,a\n1,2,3\n');
  expect(error).toMatchObject({ code: 'HEADER_DUPLICATE', details: { columns: ['a'] } });
});

test('a row of 10 MB is rejected with an excerpt and the rows around it are taken', async () => {
  const { rows } = await readBody(csvForm(), `a,b\n1,2\n3,${'x'.repeat(10_000_000)}\n5,6\n`);
  expect(brief(rows)).toEqual([
    [2, ['1', '2']],
    [3, 'ROW_TOO_LONG'],
    [4, ['5', '6']],
  ]);
  const fault = rows[1];
  expect(fault !== undefined && 'excerpt' in fault && fault.excerpt.length).toBe(500);
});

test('the limit of a row counts bytes, and a row of just that length is taken wherever chunks are cut', async () => {
  const rowOf = (bytes: number) => `1,${'宽'.repeat((bytes - 2) / 3)}`;
  const body = ['a,b', rowOf(302), rowOf(305), rowOf(302), ''].join('\n');
  const { rows } = await readBody(csvForm(), body, { maxRowBytes: 302 });
  expect(rows.map((row) => ('fault' in row ? row.fault.rule : 'taken'))).toEqual(['taken', 'ROW_TOO_LONG', 'taken']);
});

test('a quoted value that never ends costs one row, not the rest of a long body', async () => {
  const good = Array.from({ length: 50_000 }, (_, i) => `${i},${'x'.repeat(40)}`);
  const { rows } = await readBody(csvForm(), ['a,b', '0,"open', ...good].join('\n'));
  expect(rows.filter((row) => 'fault' in row)).toHaveLength(1);
  expect(rows).toHaveLength(50_001);
});

test('pages hold between 500 and 1,000 rows', async () => {
  const body = `a\n${Array.from({ length: 12_345 }, (_, i) => String(i)).join('\n')}`;
  const { pages, rows } = await readBody(csvForm(), body);
  expect(rows).toHaveLength(12_345);
  expect(pages.slice(0, -1).every((size) => size >= 500 && size <= 1000)).toBe(true);
});

test('a NUL in a row costs that row: the database could not keep it', async () => {
  expect(await readCsv('a,b\n1,2\n3,x\0y\n5,6\n')).toEqual([
    [2, ['1', '2']],
    [3, 'VALUE_UNSTORABLE'],
    [4, ['5', '6']],
  ]);
});
