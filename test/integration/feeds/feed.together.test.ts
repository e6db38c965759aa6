import { type FeedHub, institutions, licence, openFeedHub } from './feed-hub.ts';

let hub: FeedHub;
beforeEach(async () => {
  hub = await openFeedHub();
});
afterEach(() => hub.close());

const target = '/feeds/health.institution';
const bodyOf = (number: number): string => institutions([{ 执业许可证号: licence(number) }]);

test('deliveries that arrive at once are each a batch with its own page, deed and counts', async () => {
  const numbers = Array.from({ length: 24 }, (_, index) => index + 1);
  const answers = await Promise.all(numbers.map((number) => hub.call('POST', target, { body: bodyOf(number) })));
  expect(answers.map(({ status, json }) => [status, json.state, json.received])).toEqual(
    numbers.map(() => [202, 'landed', 1]),
  );
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(24);
  expect(await hub.footprint()).toMatchObject({ batch: 24, batch_page: 24, landed_row: 24, disclosure: 24 });
  await hub.queue.drain();
  const shown = await hub.call('GET', `${target}/batches/${answers[23]?.json.id}`);
  expect(shown.json).toMatchObject({ state: 'ingested', accepted: 1, waiting: 0 });
  expect(await hub.footprint()).toMatchObject({ record: 24, landed_row: 0 });
});

test('one idempotency key sent many times at once makes one batch', async () => {
  const headers = { 'idempotency-key': 'delivery-1' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => hub.call('POST', target, { body: bodyOf(1), headers })),
  );
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  expect(answers.filter(({ headers: sent }) => sent.get('idempotency-replayed') === 'true')).toHaveLength(7);
  expect(await hub.footprint()).toMatchObject({ batch: 1, landed_row: 1, disclosure: 1 });
});

test('a body that is refused takes none of its neighbours with it', async () => {
  const broken = institutions(Array.from({ length: 40 }, () => ({ 更新时间: 'gestern' })));
  const bodies = [bodyOf(1), broken, bodyOf(2), '', bodyOf(3)];
  const answers = await Promise.all(bodies.map((body) => hub.call('POST', target, { body })));
  expect(answers.map(({ status }) => status)).toEqual([202, 422, 202, 422, 202]);
  expect(await hub.footprint()).toMatchObject({ batch: 3, landed_row: 3, reject: 0, disclosure: 3 });
});
