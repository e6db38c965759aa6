import { type FeedHub, institutions, openFeedHub } from './feed-hub.ts';

let hub: FeedHub;
beforeAll(async () => {
  hub = await openFeedHub();
});
afterAll(() => hub.close());

const target = '/feeds/health.institution';

test('without a token nothing is told', async () => {
  const answer = await fetch(hub.url + target, { method: 'POST', body: institutions([{}]) });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  expect(await answer.json()).toMatchObject({ code: 'TOKEN_MISSING', status: 401 });
});

test('a department pushes only its own datasets, deletes only its own records, and sees only its own batches', async () => {
  const { json } = await hub.call('POST', target, { body: institutions([{}]) });
  const before = await hub.footprint();
  const token = await hub.tokenFor('department', 'civil-affairs');
  const version = encodeURIComponent('2026-10-01T00:00:00Z');
  for (const [method, path] of [
    ['POST', target],
    ['DELETE', `${target}/records/YJ00000001?version=${version}`],
    ['GET', `${target}/batches`],
    ['GET', `${target}/batches/${json.id}`],
    ['GET', `${target}/batches/${json.id}/rejects`],
  ] as const) {
    const answer = await hub.call(method, path, { token, ...(method === 'POST' ? { body: institutions([{}]) } : {}) });
    expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 403, 'FEED_FOREIGN']);
  }
  const own = await hub.call('GET', `/feeds/civil-affairs.elderly-care/batches/${json.id}`, { token });
  expect([own.status, own.json.code]).toEqual([404, 'BATCH_UNKNOWN']);
  expect(await hub.footprint()).toEqual(before);
});

test('a platform pushes nothing, and sees no feeds', async () => {
  const token = await hub.tokenFor('platform');
  const pushed = await hub.call('POST', target, { body: institutions([{}]), token });
  expect([pushed.status, pushed.json.code]).toEqual([403, 'NOT_A_DEPARTMENT']);
  expect((await hub.call('GET', '/feeds', { token })).json).toEqual({ feeds: [] });
});

test('an administrator pushes for any department', async () => {
  const token = await hub.tokenFor('administrator');
  const pushed = await hub.call('POST', target, { body: institutions([{}]), token });
  expect(pushed.status).toBe(202);
  expect((await hub.call('GET', '/feeds', { token })).json.feeds).toHaveLength(hub.contracts.length);
});

test('two clients may use the same idempotency key', async () => {
  const headers = { 'idempotency-key': 'monday' };
  const ids = [];
  for (const token of [await hub.tokenFor('administrator'), await hub.tokenFor('department', 'health')]) {
    ids.push((await hub.call('POST', target, { body: institutions([{}]), headers, token })).json.id);
  }
  expect(new Set(ids).size).toBe(2);
});

test.each(['not-a-uuid', '00000000-0000-4000-8000-000000000000'])('there is no batch %s', async (id) => {
  const answer = await hub.call('GET', `${target}/batches/${id}`);
  expect([answer.status, answer.json.code]).toEqual([404, 'BATCH_UNKNOWN']);
});

test('an address that nobody serves is answered as a problem', async () => {
  const answer = await hub.call('GET', '/feeds/health.institution/nothing/here');
  expect([answer.status, answer.json.code]).toEqual([404, 'ROUTE_UNKNOWN']);
  const broken = await hub.call('GET', '/feeds/%E0%A4%A');
  expect([broken.status, broken.json.code]).toEqual([422, 'REQUEST_BROKEN']);
});
