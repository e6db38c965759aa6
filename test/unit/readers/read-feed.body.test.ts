import { gzipSync } from 'node:zlib';
import type { FeedForm } from '../../../schema/model/contract.ts';
import { brief, csvForm, readBody, refusal } from './feed-file.ts';

const csv = csvForm();
const table = `a,b\n${Array.from({ length: 3000 }, (_, i) => `${i},${(i * 7919) % 1000}`).join('\n')}\n`;

test.each<[string, FeedForm, string]>([
  ['CSV', csv, 'a\n1\n'],
  ['JSON', { type: 'json' }, '[{"a":"1"}]'],
  ['NDJSON', { type: 'ndjson' }, '{"a":"1"}\n'],
  ['FHIR', { type: 'fhir', resourceType: 'Patient' }, '{"resourceType":"Patient"}'],
])('gzip %s is unpacked, declared or not', async (_, form, body) => {
  const plain = brief((await readBody(form, body)).rows);
  expect(plain).toHaveLength(1);
  for (const gzip of [true, false]) expect(brief((await readBody(form, gzipSync(body), { gzip })).rows)).toEqual(plain);
});

test('gzip of several members is read to the end', async () => {
  const body = Buffer.concat([gzipSync('a\n1\n'), gzipSync('2\n')]);
  expect(brief((await readBody(csv, body)).rows)).toEqual([
    [2, ['1']],
    [3, ['2']],
  ]);
});

const packed = gzipSync(table);
const damaged = Buffer.from(packed);
damaged.fill(0x55, packed.length >> 1, (packed.length >> 1) + 40);

test.each<[string, FeedForm, Uint8Array | string, string, boolean?]>([
  ['a gzip cut off in the middle', csv, packed.subarray(0, packed.length - 500), 'GZIP_TRUNCATED'],
  ['a gzip cut off within its checksum', csv, packed.subarray(0, packed.length - 3), 'GZIP_TRUNCATED'],
  ['a gzip with damaged bytes', csv, damaged, 'GZIP_BROKEN'],
  ['a plain body declared gzip', csv, table, 'GZIP_BROKEN', true],
  ['a gzip inside a gzip', csv, gzipSync(packed), 'FORM_MISMATCH'],
  ['an empty body', csv, '', 'BODY_EMPTY'],
  ['a body of blank lines', csv, '\uFEFF \r\n\n', 'BODY_EMPTY'],
  ['an empty body for JSON', { type: 'json' }, '', 'BODY_EMPTY'],
  ['an empty gzip', csv, gzipSync(''), 'BODY_EMPTY'],
  ['CSV for an XLSX contract', { type: 'xlsx', sheet: 'first' }, table, 'FORM_MISMATCH'],
  ['an old .xls', { type: 'xlsx', sheet: 'first' }, Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'FORM_MISMATCH'],
  ['a packed XLSX', { type: 'xlsx', sheet: 'first' }, gzipSync(Buffer.from('PK\u0003\u0004')), 'FORM_MISMATCH'],
  ['a ZIP for a CSV contract', csv, Buffer.from('PK\u0003\u0004xx'), 'FORM_MISMATCH'],
  ['one JSON object for an array', { type: 'json' }, '{"a":1}', 'FORM_MISMATCH'],
  ['CSV for a JSON contract', { type: 'json' }, table, 'FORM_MISMATCH'],
  ['an array for an NDJSON contract', { type: 'ndjson' }, '[{"a":1}]', 'FORM_MISMATCH'],
  ['CSV for an NDJSON contract', { type: 'ndjson' }, table, 'FORM_MISMATCH'],
  ['one object over many lines for NDJSON', { type: 'ndjson' }, '{\n"a":1\n}', 'FORM_MISMATCH'],
  ['an array for a FHIR contract', { type: 'fhir', resourceType: 'Patient' }, '[]', 'FORM_MISMATCH'],
  ['a header that is broken', csv, 'a,"b\n1,2\n', 'HEADER_BROKEN'],
])('%s is refused as a whole', async (_, form, body, code, gzip = false) => {
  expect(await refusal(form, body, { gzip })).toMatchObject({ kind: 'invalid', code });
});

test('JSON for a CSV contract is named as such', async () => {
  expect(await refusal(csv, '[{"编号":1}]', { requiredColumns: ['编号'] })).toMatchObject({ code: 'FORM_MISMATCH' });
});

test('a body longer than the limit is refused, counted after unpacking', async () => {
  for (const body of [table, packed]) {
    const error = await refusal(csv, body, { maxBytes: table.length - 1 });
    expect(error).toMatchObject({ kind: 'too-large', code: 'BODY_TOO_LARGE' });
    expect((await readBody(csv, body, { maxBytes: table.length })).rows).toHaveLength(3000);
  }
});

test('a gzip that unpacks a thousandfold is refused long before its end', async () => {
  const body = gzipSync(Buffer.concat([Buffer.from('a\n'), Buffer.alloc(80 * 1024 * 1024, `${'x'.repeat(9999)}\n`)]));
  expect(await refusal(csv, body)).toMatchObject({ kind: 'too-large', code: 'BODY_TOO_LARGE' });
});
