import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type ReturnRow, writeReturnFile } from '../../../connectors/writers/write-return-file.ts';
import type { FeedForm } from '../../../schema/model/contract.ts';
import { csvForm, readBody } from '../readers/feed-file.ts';

const reason = { zh: '身份证号位数不对', en: 'wrong number of digits' };
const returned = (cells: ReturnRow['cells'], rowNumber = 2, excerpt = ''): ReturnRow => ({
  rowNumber,
  rule: 'ID_NUMBER_LENGTH',
  reason,
  cells,
  excerpt,
});

async function write(form: FeedForm, columns: readonly string[], rows: readonly ReturnRow[]): Promise<Buffer> {
  const pages = (async function* () {
    for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
  })();
  return Buffer.concat(await writeReturnFile(form, columns, pages).toArray());
}

const forms: readonly [string, FeedForm][] = [
  ['CSV in UTF-8', csvForm()],
  ['CSV in UTF-8 with BOM and CRLF', csvForm({ bom: true, newline: 'crlf' })],
  ['CSV in GB18030, tab-separated', csvForm({ charset: 'gb18030', delimiter: '\t' })],
  ['CSV in GBK, CRLF', csvForm({ charset: 'gbk', newline: 'crlf' })],
  ['XLSX', { type: 'xlsx', sheet: 'first' }],
  ['XLSX, named sheet', { type: 'xlsx', sheet: '救助 & "对象"' }],
  ['JSON', { type: 'json' }],
  ['NDJSON', { type: 'ndjson' }],
];

/** Any text that PostgreSQL can keep: no NUL, no half pairs. */
const anyText = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[\0\p{Cs}]/u.test(text));
const awkward = fc.constantFrom(
  '',
  ' x ',
  '"',
  '""',
  ',',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '=1+1',
  '_x000D_',
  '_x005F_',
  '<&>',
  '𠮷',
  '\u9FB4',
  '\u001F',
  '0012',
  '1e5',
  'true',
);
const columns = ['编号', '姓名', 'note'];
const table = fc.array(fc.tuple(fc.uuid(), fc.oneof(awkward, anyText), fc.oneof(awkward, anyText)), { maxLength: 8 });

/** Characters that GB18030 has in the private-use area only come back as their 2022 equals; tables hold none of them. */
const isPrivateUse = (text: string) => /[\uE000-\uF8FF]/u.test(text);

describe.each(forms)('a return file in %s', (_, form) => {
  test('is read back as the same table, without the marks', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (values) => {
        // NDJSON without a line is an empty body.
        fc.pre(!values.flat().some(isPrivateUse) && (values.length > 0 || form.type !== 'ndjson'));
        const rows = values.map((cells) => Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])));
        const body = await write(
          form,
          columns,
          rows.map((cells, i) => returned(cells, i + 2)),
        );
        const read = await readBody(form, body, { requiredColumns: values.length > 0 ? ['编号'] : [] });
        expect(read.rows.map((row) => ('cells' in row ? row.cells : row))).toEqual(rows);
        if (form.type === 'csv' || form.type === 'xlsx') expect(read.columns).toEqual(columns);
      }),
      { numRuns: 60 },
    );
  });

  test('skips what could not be parsed and was not mended when it is sent again', async () => {
    const body = await write(form, columns, [returned(null, 3, '1,"张'), returned({ 编号: '1', 姓名: 'x', note: '' })]);
    const { rows } = await readBody(form, body, { requiredColumns: ['编号'] });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ cells: { 编号: '1' } });
  });
});

test('a CSV return file has the columns, the row number, the rule and the reason', async () => {
  const body = await write(
    csvForm({ bom: true, newline: 'crlf' }),
    ['编号', '姓名'],
    [returned({ 编号: '1', 姓名: '=张,三' }, 7), returned(null, 9, '2,"李')],
  );
  expect(body.toString('utf8')).toBe(
    '\uFEFF编号,姓名,行号,规则,原因\r\n' +
      '1,"=张,三",7,ID_NUMBER_LENGTH,身份证号位数不对\r\n' +
      ',,9,ID_NUMBER_LENGTH,"身份证号位数不对；原文：2,""李"\r\n',
  );
});

test('an NDJSON return file has the marks as properties', async () => {
  const body = await write({ type: 'ndjson' }, [], [returned({ a: { b: [1] } }, 7), returned(null, 9, '{"a"')]);
  expect(
    body
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { a: { b: [1] }, _row: 7, _rule: 'ID_NUMBER_LENGTH', _reason: reason.zh },
    { _row: 9, _rule: 'ID_NUMBER_LENGTH', _reason: reason.zh, _excerpt: '{"a"' },
  ]);
});

test('a FHIR resource comes back as FHIR NDJSON', async () => {
  const form = { type: 'fhir', resourceType: 'Patient' } as const;
  const patient = { resourceType: 'Patient', id: 'p1', _birthDate: { extension: [] } };
  const body = await write(form, [], [returned(patient)]);
  expect((await readBody(form, body)).rows).toEqual([{ rowNumber: 1, cells: patient }]);
});

test('characters that GB18030-2022 moved return in the bytes that they came in', async () => {
  const form = csvForm({ charset: 'gb18030' });
  const bytes = Buffer.from('fe59fe61fe66fe67fe6dfe7efe90fea0a6d9a6f3', 'hex');
  const { rows } = await readBody(form, Buffer.concat([Buffer.from('a\n'), bytes, Buffer.from('\n')]));
  const first = rows[0];
  const body = await write(form, ['a'], [returned(first !== undefined && 'cells' in first ? first.cells : null)]);
  expect(body.includes(bytes)).toBe(true);
});

test('a number that lost its digits is a number again in the workbook, so it is rejected again unless mended', async () => {
  const form = { type: 'xlsx', sheet: 'first' } as const;
  const cells = { 编号: '1', 身份证号: { lostDigits: '320105195102280000' } };
  const body = await write(form, Object.keys(cells), [returned(cells)]);
  expect((await readBody(form, body)).rows).toEqual([{ rowNumber: 2, cells }]);
});

test('a department’s own column named 原因 is not taken for a mark', async () => {
  const { columns: found } = await readBody(csvForm(), '编号,规则,原因\n1,2,3\n');
  expect(found).toEqual(['编号', '规则', '原因']);
});

test('a return file without rows is still a file of its form', async () => {
  for (const [, form] of forms) {
    if (form.type === 'ndjson') continue;
    expect((await readBody(form, await write(form, ['a'], []))).rows).toEqual([]);
  }
});

test('the same rows give the same bytes', async () => {
  const digest = async () =>
    createHash('sha256')
      .update(await write({ type: 'xlsx', sheet: 'first' }, ['a'], [returned({ a: '1' })]))
      .digest('hex');
  expect(await digest()).toBe(await digest());
});

test('pages are pulled only as the file is read, and closed when its reader goes away', async () => {
  let pulled = 0;
  let isClosed = false;
  const pages = (async function* () {
    try {
      for (;;) {
        pulled += 1;
        yield [returned({ a: 'x'.repeat(10_000) })];
      }
    } finally {
      isClosed = true;
    }
  })();
  const stream = writeReturnFile(csvForm(), ['a'], pages);
  for await (const _ of stream) break;
  expect(pulled).toBeLessThan(20);
  expect(isClosed).toBe(true);
});
