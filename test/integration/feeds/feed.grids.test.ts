import { type FeedHub, openFeedHub } from './feed-hub.ts';

let hub: FeedHub;
beforeAll(async () => {
  hub = await openFeedHub();
});
afterAll(() => hub.close());
beforeEach(() => hub.db.raw('truncate batch, landed_row, area cascade'));

const target = '/feeds/reference.grids';
const grids = (rows: readonly (readonly [code: string, street: string, community: string, grid: string])[]) =>
  `code,street,community,grid\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;
const first = [
  ['320105001001001', '兴隆街道', '纪花苑社区', '第1网格'],
  ['320105001001002', '兴隆街道', '纪花苑社区', '第2网格'],
  ['320105002001001', '南苑街道', '锁金社区', '第1网格'],
] as const;

async function load(rows: Parameters<typeof grids>[0], query = '') {
  const pushed = await hub.call('POST', `${target}${query}`, { body: grids(rows) });
  expect(pushed.status).toBe(202);
  await hub.queue.drain();
  return (await hub.call('GET', `${target}/batches/${pushed.json.id}`)).json;
}
const tree = async () =>
  (await hub.db('area').orderBy('code')).map(({ code, level, parent, title }) =>
    [code, level, parent, title].join(' '),
  );

test('a list of grids becomes the area tree, from the province down', async () => {
  expect(await load(first)).toMatchObject({ state: 'published', mode: 'snapshot', received: 3, accepted: 3 });
  expect(await tree()).toEqual([
    '32 province  江苏省',
    '3201 prefecture 32 南京市',
    '320105 county 3201 建邺区',
    '320105001 street 320105 兴隆街道',
    '320105001001 community 320105001 纪花苑社区',
    '320105001001001 grid 320105001001 第1网格',
    '320105001001002 grid 320105001001 第2网格',
    '320105002 street 320105 南苑街道',
    '320105002001 community 320105002 锁金社区',
    '320105002001001 grid 320105002001 第1网格',
  ]);
});

test('the same list again changes nothing, in any order of its rows', async () => {
  await load(first);
  const before = await tree();
  expect(await load([...first].reverse())).toMatchObject({ accepted: 0, unchanged: 3, superseded: 0, rejected: 0 });
  expect(await tree()).toEqual(before);
});

test('a new list replaces the old one, down to a street that is no more', async () => {
  await load(first);
  const refused = await hub.call('POST', target, { body: grids(first.slice(0, 2)) });
  expect([refused.status, refused.json.code]).toEqual([409, 'SNAPSHOT_TOO_SMALL']);
  const many = Array.from(
    { length: 20 },
    (_, n) => [`3201050010010${String(n + 1).padStart(2, '0')}`, '兴隆街道', '纪花苑社区', `第${n + 1}网格`] as const,
  );
  await load([...many, first[2]]);
  expect(await load(many)).toMatchObject({ accepted: 0, unchanged: 20 });
  expect((await tree()).filter((area) => area.startsWith('320105002'))).toEqual([]);
});

test('a list that is older than the one in force changes nothing', async () => {
  await load(first);
  const before = await tree();
  const older = await load(
    first.map(([code, street, community]) => [code, street, community, '旧']),
    '?asOf=2026-01-01T00:00:00Z',
  );
  expect(older).toMatchObject({ received: 3, accepted: 0, superseded: 3 });
  expect(await tree()).toEqual(before);
});

test('a grid whose row is rejected stays as it was; a row given twice counts once', async () => {
  await load(first);
  const again = await load([first[0], first[1], first[1], [first[2][0], '', '锁金社区', '第1网格']]);
  expect(again).toMatchObject({ received: 4, unchanged: 2, superseded: 1, rejected: 1 });
  expect((await tree()).filter((area) => area.includes('第1网格'))).toHaveLength(2);
  await load(first);
  expect(await hub.db('reject').whereNull('closed_at')).toEqual([]);
});
