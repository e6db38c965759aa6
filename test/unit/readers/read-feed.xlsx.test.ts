import { brief, readBody, refusal } from './feed-file.ts';
import { inline, makeWorkbook, zipOf } from './make-workbook.ts';

const form = { type: 'xlsx', sheet: 'first' } as const;
const header = `<row r="1">${inline('A1', '编号')}${inline('B1', '姓名')}${inline('C1', '日期')}</row>`;

test('shared, rich, inline and formula texts, numbers, booleans and dates become text', async () => {
  const body = await makeWorkbook({
    sharedStrings:
      '<si><t>编号</t></si><si><t xml:space="preserve"> 张 </t></si>' +
      '<si><r><t>王</t></r><r><rPr/><t>五</t></r><rPh sb="0" eb="1"><t>ワン</t></rPh></si>',
    formats: ['yyyy"年"m"月"d"日"', 14, 'yyyy-mm'],
    sheets: {
      s:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><f>1</f><v>b</v></c><c r="C1" t="str"><v>c</v></c></row>' +
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" s="1"><v>46327</v></c></row>' +
        `<row r="3">${inline('A3', 'x_x000D_y &amp; z')}<c r="B3" t="b"><v>1</v></c><c r="C3" s="2"><v>1.5</v></c></row>` +
        '<row r="4"><c r="A4"><v>13951234567</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4" s="3"><v>46327</v></c></row>',
    },
  });
  expect(brief((await readBody(form, body)).rows)).toEqual([
    [2, [' 张 ', '王五', '2026-11-01']],
    [3, ['x\ry & z', 'true', '1900-01-01T12:00:00']],
    [4, ['13951234567', '#N/A', '2026-11']],
  ]);
});

test('a number of more than 15 digits is marked as having lost digits', async () => {
  const body = await makeWorkbook({
    sheets: { s: `${header}<row r="2"><c r="A2"><v>3.2010519510228E+17</v></c></row>` },
  });
  expect((await readBody(form, body)).rows).toEqual([
    { rowNumber: 2, cells: { 编号: { lostDigits: '320105195102280000' }, 姓名: '', 日期: '' } },
  ]);
});

test('blank rows are skipped, row numbers are the sheet’s, short and long rows are kept', async () => {
  const rows =
    '<row r="1"/><row r="2"><c r="A2" s="0"/></row>' +
    `<row r="3">${inline('A3', 'a')}${inline('B3', 'b')}</row><row r="4">${inline('A4', '')}</row>` +
    `<row r="7">${inline('B7', '2')}${inline('E7', 'x')}</row><row><c t="str"><v>8</v></c></row>`;
  const { rows: read } = await readBody(form, await makeWorkbook({ sheets: { s: rows } }));
  expect(read).toEqual([
    { rowNumber: 7, cells: { a: '', b: '2', 列5: 'x' } },
    { rowNumber: 8, cells: { a: '8', b: '' } },
  ]);
});

test('a workbook that counts days from 1904 is read as such', async () => {
  const sheet = `${header}<row r="2"><c r="C2" s="1"><v>44865</v></c></row>`;
  const body = await makeWorkbook({ workbookPr: '<workbookPr date1904="1"/>', formats: [14], sheets: { s: sheet } });
  expect(brief((await readBody(form, body)).rows)).toEqual([[2, ['', '', '2026-11-01']]]);
});

test('elements with a prefix are understood', async () => {
  const sheet = `${header}<row r="2"><c r="A2"><v>5</v></c></row>`.replaceAll(/<(\/?)(\w)/gu, '<$1x:$2');
  const body = await makeWorkbook({ sheets: { s: `<x:a xmlns:x="y">${sheet}</x:a>` } });
  expect(brief((await readBody(form, body)).rows)).toEqual([[2, ['5', '', '']]]);
});

test('the first visible sheet or the named one is read', async () => {
  const sheetOf = (value: string) => `${header}<row r="2">${inline('A2', value)}</row>`;
  const body = await makeWorkbook({ sheets: { hidden1: sheetOf('h'), 一: sheetOf('1'), 二: sheetOf('2') } });
  expect(brief((await readBody(form, body)).rows)).toEqual([[2, ['1', '', '']]]);
  expect(brief((await readBody({ type: 'xlsx', sheet: '二' }, body)).rows)).toEqual([[2, ['2', '', '']]]);
  const error = await refusal({ type: 'xlsx', sheet: '三' }, body);
  expect(error).toMatchObject({ code: 'XLSX_SHEET_MISSING', details: { found: ['hidden1', '一', '二'] } });
});

test('a row longer than the limit is rejected, also through a shared text, and the rest is taken', async () => {
  const long = 'x'.repeat(2_000_000);
  const sheet =
    `${header}<row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="3">${inline('A3', '3')}</row>` +
    `<row r="4">${inline('A4', long)}</row><row r="5">${inline('A5', '5')}</row>`;
  const { rows } = await readBody(
    form,
    await makeWorkbook({ sharedStrings: `<si><t>${long}</t></si>`, sheets: { s: sheet } }),
  );
  expect(brief(rows)).toEqual([
    [2, 'ROW_TOO_LONG'],
    [3, ['3', '', '']],
    [4, 'ROW_TOO_LONG'],
    [5, ['5', '', '']],
  ]);
});

test('a missing or doubled column refuses the workbook', async () => {
  const body = await makeWorkbook({ sheets: { s: header } });
  expect(await refusal(form, body, { requiredColumns: ['更新时间'] })).toMatchObject({
    code: 'COLUMN_MISSING',
    details: { missing: ['更新时间'], found: ['编号', '姓名', '日期'] },
  });
  const doubled = await makeWorkbook({ sheets: { s: `<row r="1">${inline('A1', 'a')}${inline('B1', 'a')}</row>` } });
  expect(await refusal(form, doubled)).toMatchObject({ code: 'HEADER_DUPLICATE' });
});

test('an empty sheet is an empty body', async () => {
  expect(await refusal(form, await makeWorkbook({ sheets: { s: '' } }))).toMatchObject({ code: 'BODY_EMPTY' });
});

test('a ZIP that is no workbook, a cut-off one, broken XML and damaged content are told apart', async () => {
  const body = await makeWorkbook({ sheets: { s: header } });
  const damaged = Buffer.from(body);
  damaged.fill(0xaa, body.indexOf('xl/workbook.xml') + 20, body.indexOf('xl/workbook.xml') + 60);
  expect(await refusal(form, await zipOf({ 'a.txt': 'x' }))).toMatchObject({ code: 'FORM_MISMATCH' });
  expect(await refusal(form, body.subarray(0, body.length - 30))).toMatchObject({ code: 'XLSX_BROKEN' });
  expect(await refusal(form, damaged)).toMatchObject({ code: 'XLSX_BROKEN' });
  const open = await makeWorkbook({ sheets: { s: `${header}<row r="2">` } });
  expect(await refusal(form, open)).toMatchObject({ code: 'XLSX_BROKEN' });
});

test('entities that a workbook declares itself are not expanded', async () => {
  const body = await zipOf({
    'xl/workbook.xml':
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><workbook><sheets>&e;</sheets></workbook>',
  });
  expect(await refusal(form, body)).toMatchObject({ code: 'XLSX_BROKEN' });
});

test('a workbook whose sheet unpacks like a bomb is refused', async () => {
  const row = `<row>${'<c r="A1" t="str"><v>x</v></c>'.repeat(300)}</row>`;
  const body = await makeWorkbook({ sheets: { s: header + row.repeat(6000) } });
  expect(body.length).toBeLessThan(1_000_000);
  expect(await refusal(form, body)).toMatchObject({ kind: 'too-large', code: 'BODY_TOO_LARGE' });
  expect(await refusal(form, body, { maxBytes: 1_000_000 })).toMatchObject({ code: 'BODY_TOO_LARGE' });
});
