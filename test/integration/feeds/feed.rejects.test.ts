import { encode } from 'iconv-lite';
import { type FeedHub, institutions, licence, openFeedHub } from './feed-hub.ts';

let hub: FeedHub;
beforeAll(async () => {
  hub = await openFeedHub();
});
afterAll(() => hub.close());
beforeEach(() => hub.db.raw('truncate batch, landed_row, record, record_version, pending_record, finding cascade'));

const push = async (dataset: string, body: Uint8Array | string) => {
  const pushed = await hub.call('POST', `/feeds/${dataset}`, { body });
  expect(pushed.status).toBe(202);
  await hub.queue.drain();
  return `/feeds/${dataset}/batches/${pushed.json.id}`;
};
const openRejects = async (batch: string) =>
  (await hub.call('GET', `${batch}/rejects`, { headers: { accept: 'application/json' } })).json.rejects;

test('bad rows are counted, kept and listed with row, rule and reason; the rest is taken', async () => {
  const batch = await push(
    'health.institution',
    institutions([{}, { 执业许可证号: licence(2), 更新时间: '' }, { 执业许可证号: '' }]),
  );
  const { json } = await hub.call('GET', batch);
  expect(json).toMatchObject({ received: 3, accepted: 1, rejected: 2, state: 'ingested' });
  expect(json.rejects).toEqual([
    { rule: 'KEY_MISSING', rows: 1, open: 1 },
    { rule: 'VERSION_MISSING', rows: 1, open: 1 },
  ]);
  expect(await openRejects(batch)).toMatchObject([
    { rowNumber: 3, key: licence(2), rule: 'VERSION_MISSING', column: '更新时间', reason: { zh: '缺少更新时间' } },
    { rowNumber: 4, key: null, rule: 'KEY_MISSING', column: '执业许可证号' },
  ]);
});

test('the return file comes back in the department’s own form; mended and sent again it closes every reject', async () => {
  const bad = '执业许可证号';
  const sent = `${institutions([
    { 执业许可证号: licence(1) },
    { 执业许可证号: licence(2), 更新时间: 'gestern' },
    { [bad]: '', 机构名称: '南京市建邺区无号诊所' },
  ])}${licence(4)},"南京市建邺区引号诊所\n`;
  const batch = await push('health.institution', sent);
  expect((await openRejects(batch)).map(({ rule }: { rule: string }) => rule)).toEqual([
    'VERSION_INVALID',
    'KEY_MISSING',
    'CSV_QUOTE',
  ]);

  const file = await hub.call('GET', `${batch}/rejects`);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.headers.get('content-disposition')).toContain('health.institution.rejects.csv');
  const [header = '', wrongVersion = '', noKey = '', broken = '', ...more] = new TextDecoder()
    .decode(file.bytes)
    .trimEnd()
    .split('\n');
  expect(header).toMatch(/更新时间,行号,规则,原因$/);
  expect(more).toEqual([]);
  const mended = [
    header,
    wrongVersion.replace('gestern', '2026-03-01T00:00:00+08:00'),
    `${licence(3)}${noKey}`,
    `${
      institutions([{ 执业许可证号: licence(4) }])
        .trimEnd()
        .split('\n')[1]
    }${broken.replace(/^,*/, ',')}`,
  ].join('\n');
  const again = await push('health.institution', mended);
  expect((await hub.call('GET', again)).json).toMatchObject({ received: 3, accepted: 3, rejected: 0 });
  expect(await openRejects(batch)).toEqual([]);
  const closed = await hub.call('GET', `${batch}/rejects?all=true`, { headers: { accept: 'application/json' } });
  expect(new Set(closed.json.rejects.map(({ closedBy }: { closedBy: string }) => closedBy))).toEqual(
    new Set([again.split('/').at(-1)]),
  );
  expect((await hub.call('GET', batch)).json.rejects.every(({ open }: { open: number }) => open === 0)).toBe(true);
});

test('an older delivery does not close the rejects of a newer one', async () => {
  const older = await hub.call('POST', '/feeds/health.institution', {
    body: institutions([{ 执业许可证号: licence(7) }]),
  });
  const newer = await push('health.institution', institutions([{ 执业许可证号: licence(7), 更新时间: '' }]));
  await hub.queue.drain();
  expect(older.status).toBe(202);
  expect(await openRejects(newer)).toHaveLength(1);
});

test('a GB18030 feed gets its return file in GB18030', async () => {
  const header =
    '人员编号,姓名,曾用名,公民身份号码,性别,民族,出生日期,户号,与户主关系,户籍地址,现住地址,网格编码,联系电话,婚姻状况,文化程度,人员状态,更新时间\r\n';
  const body = `${header},王梓萱,,,2,01,20191117,H1,30,,,,,10,80,1,2026-03-03T07:01:06+08:00\r\n`;
  const batch = await push('public-security.household-register', encode(body, 'gb18030'));
  const file = await hub.call('GET', `${batch}/rejects`);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=gb18030');
  const text = new TextDecoder('gb18030').decode(file.bytes);
  expect(text).toContain('王梓萱');
  expect(text).toMatch(/缺少主键\r\n$/);
});
