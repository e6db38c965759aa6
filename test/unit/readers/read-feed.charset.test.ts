import iconv from 'iconv-lite';
import { brief, csvForm, readBody, refusal } from './feed-file.ts';

const lines = ['编号,姓名,住址', ...Array.from({ length: 40 }, (_, i) => `${i},张建国,南京市建邺区兴隆街道${i}号`)];
const text = `${lines.join('\r\n')}\r\n`;
const utf8 = Buffer.from(text, 'utf8');
const gb18030 = iconv.encode(text, 'gb18030');

test.each([
  ['utf-8', utf8],
  ['gb18030', gb18030],
  ['gbk', gb18030],
] as const)('a %s body is read in the charset of its contract', async (charset, body) => {
  const { rows } = await readBody(csvForm({ charset }), body);
  expect(rows).toHaveLength(40);
  expect(rows[3]).toEqual({ rowNumber: 5, cells: { 编号: '3', 姓名: '张建国', 住址: '南京市建邺区兴隆街道3号' } });
});

test('rare characters of GB18030 in four bytes are read, also under the name GBK', async () => {
  const body = iconv.encode('编号,姓名\n1,𠮷㐀\n', 'gb18030');
  expect(brief((await readBody(csvForm({ charset: 'gbk' }), body)).rows)).toEqual([[2, ['1', '𠮷㐀']]]);
});

test.each([
  ['utf-8', 'gb18030', gb18030, 1, 0],
  ['gb18030', 'utf-8', utf8, 1, 0],
  ['gbk', 'utf-8', utf8, 1, 0],
  ['gb18030', 'utf-8', Buffer.from('\uFEFFid,name\n1,x\n'), 1, 0],
  ['utf-8', 'utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le'), 1, 0],
  ['utf-8', 'utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 1, 0],
  ['utf-8', 'utf-16le', Buffer.from('id,name\n1,x\n2,y\n', 'utf16le'), 1, 0],
] as const)('a body declared %s that is %s is refused as a whole', async (charset, looksLike, body, line, offset) => {
  const error = await refusal(csvForm({ charset }), body);
  expect(error).toMatchObject({ kind: 'invalid', code: 'CHARSET_MISMATCH' });
  expect(error.details).toEqual({ declared: charset, looksLike, line, offset });
});

test('the place of the first strange byte is named', async () => {
  const body = Buffer.concat([Buffer.from('id,name\n1,ascii\n'), iconv.encode('2,张三丰\n3,李四\n', 'gb18030')]);
  const error = await refusal(csvForm(), body);
  expect(error).toMatchObject({ code: 'CHARSET_MISMATCH', details: { looksLike: 'gb18030', line: 3, offset: 18 } });
});

test('UTF-8 rows after a header in plain letters are recognised under GB18030, which would read them as nonsense', async () => {
  const error = await refusal(csvForm({ charset: 'gb18030' }), Buffer.from('id,name\n1,欧阳若曦\n2,张三\n'));
  expect(error).toMatchObject({ code: 'CHARSET_MISMATCH', details: { looksLike: 'utf-8' } });
});

test.each([
  ['utf-8', utf8],
  ['gb18030', gb18030],
] as const)('one broken byte in a %s body costs one row', async (charset, body) => {
  const broken = Buffer.from(body);
  const at = broken.indexOf('\n7,') + 4;
  broken[at] = 0xff;
  const { rows } = await readBody(csvForm({ charset }), broken);
  expect(rows).toHaveLength(40);
  const faulty = rows.filter((row) => 'fault' in row);
  expect(faulty).toHaveLength(1);
  expect(faulty[0]).toMatchObject({ rowNumber: 9, fault: { rule: 'BYTES_INVALID' } });
});

test('one broken byte in NDJSON costs one line', async () => {
  const body = Buffer.from('{"a":"张三"}\n{"a":"李四"}\n{"a":"王五"}\n');
  body[body.indexOf('李')] = 0xff;
  expect(brief((await readBody({ type: 'ndjson' }, body)).rows)).toEqual([
    [1, ['张三']],
    [2, 'BYTES_INVALID'],
    [3, ['王五']],
  ]);
});

test.each([
  ['json', '[{"a":"张三丰"},{"a":"李四"}]'],
  ['ndjson', '{"a":"张三丰"}\n{"a":"李四"}\n'],
] as const)('%s in GB18030 is refused: JSON is UTF-8', async (type, body) => {
  const error = await refusal({ type }, iconv.encode(body, 'gb18030'));
  expect(error).toMatchObject({ code: 'CHARSET_MISMATCH', details: { looksLike: 'gb18030', line: 1 } });
});
