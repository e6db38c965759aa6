import { request } from 'node:http';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { encode } from 'iconv-lite';
import { type FeedHub, institutions, licence, openFeedHub } from './feed-hub.ts';

let hub: FeedHub;
let before: Readonly<Record<string, number>>;
beforeAll(async () => {
  hub = await openFeedHub({ limits: { maxBodyBytes: 3_000_000, maxRowBytes: 100_000 } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.raw('truncate batch, landed_row, record, record_version, pending_record, finding cascade');
  before = await hub.footprint();
});

const target = '/feeds/health.institution';
const many = (count: number, bad = 0) =>
  institutions(
    Array.from({ length: count }, (_, n) => ({ 执业许可证号: licence(n), ...(n < bad ? { 更新时间: '?' } : {}) })),
  );

interface Refusal {
  readonly title: string;
  readonly expected: readonly [status: number, code: string];
  readonly body: () => Uint8Array | string;
  readonly to?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const gzip = { 'content-encoding': 'gzip' };

const refusals: readonly Refusal[] = [
  { title: 'an empty body', expected: [422, 'BODY_EMPTY'], body: () => '' },
  { title: 'a wrong charset', expected: [422, 'CHARSET_MISMATCH'], body: () => encode(many(50), 'gb18030') },
  {
    title: 'a missing key column',
    expected: [422, 'COLUMN_MISSING'],
    body: () => many(3).replace('执业许可证号', '编号'),
  },
  {
    title: 'a missing version column',
    expected: [422, 'COLUMN_MISSING'],
    body: () => many(3).replace('更新时间', '时间'),
  },
  {
    title: 'a truncated gzip',
    expected: [422, 'GZIP_TRUNCATED'],
    body: () => gzipSync(many(3000)).subarray(0, -200),
    headers: gzip,
  },
  {
    title: 'a body that is not gzip although it says so',
    expected: [422, 'GZIP_BROKEN'],
    body: () => many(3),
    headers: gzip,
  },
  {
    title: 'a gzip bomb',
    expected: [413, 'BODY_TOO_LARGE'],
    body: () => gzipSync(Buffer.alloc(50_000_000, 0x41)),
    headers: gzip,
  },
  {
    title: 'a zip bomb in a workbook',
    expected: [413, 'BODY_TOO_LARGE'],
    body: () => zipBomb(60_000_000),
    to: '/feeds/civil-affairs.subsistence-allowance',
  },
  { title: 'a body over the limit', expected: [413, 'BODY_TOO_LARGE'], body: () => Buffer.alloc(3_000_001, 0x41) },
  { title: 'another form', expected: [422, 'FORM_MISMATCH'], body: () => zipBomb(10) },
  {
    title: 'a JSON array that breaks off',
    expected: [422, 'JSON_BROKEN'],
    body: () => '[{"登记证号":"SO1","更新时间":"2026-01-01T00:00:00Z"},{"登记证号":',
    to: '/feeds/civil-affairs.social-organisation',
  },
  { title: 'more bad rows than the contract allows', expected: [422, 'TOO_MANY_REJECTS'], body: () => many(100, 21) },
  {
    title: 'an unknown dataset',
    expected: [404, 'DATASET_UNKNOWN'],
    body: () => many(3),
    to: '/feeds/health.unicorns',
  },
  {
    title: 'a web form',
    expected: [422, 'MULTIPART_UNSUPPORTED'],
    body: () => many(3),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
  {
    title: 'an unknown encoding',
    expected: [422, 'CONTENT_ENCODING_UNSUPPORTED'],
    body: () => many(3),
    headers: { 'content-encoding': 'br' },
  },
  { title: 'a misspelt parameter', expected: [422, 'QUERY_INVALID'], body: () => many(3), to: `${target}?dryrun=true` },
  {
    title: 'a time without a date',
    expected: [422, 'QUERY_INVALID'],
    body: () => many(3),
    to: `${target}?mode=snapshot&asOf=noon`,
  },
  {
    title: 'an idempotency key with a blank',
    expected: [422, 'IDEMPOTENCY_KEY_INVALID'],
    body: () => many(3),
    headers: { 'idempotency-key': 'a b' },
  },
];

test.each(refusals)('$title is refused with the next step, and nothing is left behind', async (refusal) => {
  const { expected, body, to = target, headers = {} } = refusal;
  const answer = await hub.call('POST', to, { body: body(), headers });
  expect([answer.status, answer.json.code]).toEqual(expected);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.json).toMatchObject({ status: expected[0], type: `urn:commongrid:problem:${expected[1]}` });
  expect(answer.json.instance).toMatch(/^urn:uuid:/);
  expect(answer.json.next).toBeTruthy();
  expect(await hub.footprint()).toEqual(before);
  expect([await hub.spooled(), hub.queue.waiting()]).toEqual([[], []]);
});

test('an unknown dataset is answered with the caller’s own', async () => {
  const { json } = await hub.call('POST', '/feeds/health.unicorns', { body: 'x' });
  expect(json.datasets).toEqual(['health.institution', 'health.patient']);
});

test('the refusal of too many bad rows names the rules and the first rows, and no value', async () => {
  const { json } = await hub.call('POST', target, { body: many(100, 40) });
  expect(json).toMatchObject({
    received: 100,
    rejected: 40,
    limit: 0.2,
    rules: [{ rule: 'VERSION_INVALID', rows: 40 }],
  });
  expect(json.firstRows).toHaveLength(10);
  expect(json.firstRows[0]).toEqual({ row: 2, rule: 'VERSION_INVALID', column: '更新时间' });
});

test('twenty bad rows refuse no delivery, whatever their share', async () => {
  const answer = await hub.call('POST', target, { body: many(22, 20) });
  expect([answer.status, answer.json.rejected]).toEqual([202, 20]);
});

test('a refusal of a body that was declared as something else says so', async () => {
  const { json } = await hub.call('POST', target, { body: '[]', headers: { 'content-type': 'application/json' } });
  expect(json.mismatch).toContain('Content-Type says application/json');
});

test('a broken line, an overlong row and a row with a lost number are rejected, the rest is taken', async () => {
  const rows = `${many(3)}${licence(9)},"half\n`.replace('赵杰', '赵'.repeat(60_000));
  const pushed = await hub.call('POST', target, { body: rows });
  await hub.queue.drain();
  const { json } = await hub.call('GET', `${target}/batches/${pushed.json.id}`);
  expect(json).toMatchObject({ received: 4, accepted: 2, rejected: 2 });
  expect(json.rejects.map(({ rule }: { rule: string }) => rule).sort()).toEqual(['CSV_QUOTE', 'ROW_TOO_LONG']);
});

test('an upload that breaks off leaves nothing', async () => {
  const token = await hub.tokenFor('department', 'health');
  await new Promise<void>((resolve) => {
    const upload = request(`${hub.url}${target}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-length': '1000000' },
    });
    upload.on('error', () => resolve());
    upload.write(many(100), () => setTimeout(() => upload.destroy(), 50));
    upload.on('close', () => resolve());
  });
  await expectSoon(async () => (await hub.spooled()).length === 0);
  expect(await hub.footprint()).toEqual(before);
});

test('a snapshot under which too much would vanish is refused, also right behind a first delivery', async () => {
  await hub.call('POST', target, { body: many(50) });
  const early = await hub.call('POST', `${target}?mode=snapshot`, { body: many(10) });
  expect([early.status, early.json.code]).toEqual([409, 'SNAPSHOT_TOO_SMALL']);
  await hub.queue.drain();
  const late = await hub.call('POST', `${target}?mode=snapshot`, { body: many(10) });
  expect(late.json).toMatchObject({ code: 'SNAPSHOT_TOO_SMALL', current: 50, vanishing: 40, limit: 0.1 });
  const whole = await hub.call('POST', `${target}?mode=snapshot`, { body: many(46) });
  expect(whole.status).toBe(202);
  await hub.queue.drain();
  expect(await hub.db('record').where({ deleted: true }).count('* as n').first()).toEqual({ n: '4' });
});

/** A workbook of one entry that unpacks to `bytes` blanks. */
function zipBomb(bytes: number): Uint8Array {
  const name = Buffer.from('xl/workbook.xml');
  const packed = deflateRawSync(Buffer.alloc(bytes, 0x20));
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(bytes, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, Buffer.alloc(14), name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

async function expectSoon(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come true within two seconds');
}
