import { gzipSync } from 'node:zlib';
import { sweep } from '../../../jobs/definitions.ts';
import { markPublishedBatches } from '../../../schema/store/batch-store.ts';
import { type FeedHub, institutions, licence, openFeedHub } from './feed-hub.ts';

let hub: FeedHub;
beforeEach(async () => {
  hub = await openFeedHub();
});
afterEach(() => hub.close());

const target = '/feeds/health.institution';
const three = institutions([1, 2, 3].map((n) => ({ 执业许可证号: licence(n) })));

test('a delivery is acknowledged with its place, and its counts balance once it is in', async () => {
  const pushed = await hub.call('POST', target, { body: three, headers: { 'content-type': 'text/csv' } });
  expect(pushed.status).toBe(202);
  expect(pushed.headers.get('location')).toBe(`${target}/batches/${pushed.json.id}`);
  expect(pushed.json).toMatchObject({ state: 'landed', received: 3, waiting: 3, rejected: 0, warnings: [] });
  await hub.queue.drain();
  const shown = await hub.call('GET', `${target}/batches/${pushed.json.id}`);
  expect(shown.json).toMatchObject({ state: 'ingested', received: 3, accepted: 3, waiting: 0, rejects: [] });
  expect(shown.json.quality.dimensions).toMatchObject({ normative: 1, completeness: 1, accessibility: 1 });
  expect(await hub.spooled()).toEqual([]);
});

test('the same delivery again changes nothing and is published at once', async () => {
  await hub.call('POST', target, { body: three });
  await hub.queue.drain();
  await hub.db('pending_record').del();
  const again = await hub.call('POST', target, { body: three });
  await hub.queue.drain();
  const shown = await hub.call('GET', `${target}/batches/${again.json.id}`);
  expect(shown.json).toMatchObject({ state: 'published', accepted: 0, unchanged: 3, superseded: 0, rejected: 0 });
});

test('a batch is published when nothing that it changed waits any more', async () => {
  const pushed = await hub.call('POST', target, { body: three });
  await hub.queue.drain();
  expect(await markPublishedBatches(hub.db, new Date())).toEqual([]);
  await hub.db('pending_record').del();
  expect(await markPublishedBatches(hub.db, new Date())).toEqual([pushed.json.id]);
});

test('the same idempotency key with the same body gives the same batch, with another body a conflict', async () => {
  const headers = { 'idempotency-key': 'delivery-1' };
  const first = await hub.call('POST', target, { body: three, headers });
  const second = await hub.call('POST', target, { body: three, headers });
  expect([second.status, second.json.id, second.headers.get('idempotency-replayed')]).toEqual([
    202,
    first.json.id,
    'true',
  ]);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  const other = await hub.call('POST', target, { body: institutions([{}]), headers });
  expect([other.status, other.json.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  const otherMode = await hub.call('POST', `${target}?mode=snapshot`, { body: three, headers });
  expect(otherMode.json.code).toBe('IDEMPOTENCY_KEY_REUSED');
  expect((await hub.footprint()).batch).toBe(1);
});

test('one idempotency key used by ten requests at once makes one batch', async () => {
  const headers = { 'idempotency-key': 'delivery-2' };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => hub.call('POST', target, { body: three, headers })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  expect(await hub.footprint()).toMatchObject({ batch: 1, landed_row: 3 });
});

test('a dry run tells what would come of it and writes nothing', async () => {
  const body = institutions([{}, { 执业许可证号: '' }, { 执业许可证号: licence(2), 更新时间: 'gestern' }]);
  const before = await hub.footprint();
  const { status, json } = await hub.call('POST', `${target}?dryRun=true`, { body });
  expect(status).toBe(200);
  expect(json).toMatchObject({ dryRun: true, received: 3, valid: 1, rejected: 2, refusal: null });
  expect(json.firstRejects).toMatchObject([
    { row: 3, rule: 'KEY_MISSING', column: '执业许可证号' },
    { row: 4, rule: 'VERSION_INVALID', column: '更新时间' },
  ]);
  expect(await hub.footprint()).toEqual(before);
  expect([await hub.spooled(), hub.queue.waiting()]).toEqual([[], []]);
});

test('a gzip body is unpacked, and a wrong content type is named but does not decide', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  const { status, json } = await hub.call('POST', target, { body: gzipSync(three), headers });
  expect(status).toBe(202);
  expect(json.received).toBe(3);
  expect(json.warnings).toEqual(['Content-Type says application/json, the contract says csv; the contract decides']);
});

test('when the queue is away the delivery is still acknowledged, and the sweep takes it up', async () => {
  const pushed = await hub.call('POST', target, { body: three });
  hub.queue.lose();
  await hub.queue.enqueue(sweep, {});
  await hub.queue.drain();
  const shown = await hub.call('GET', `${target}/batches/${pushed.json.id}`);
  expect(shown.json).toMatchObject({ state: 'ingested', accepted: 3 });
});

test('a long delivery is taken page by page, and lost pages are taken up by the sweep', async () => {
  const body = institutions(Array.from({ length: 4500 }, (_, n) => ({ 执业许可证号: licence(n) })));
  const pushed = await hub.call('POST', target, { body });
  expect(pushed.json.pages).toEqual({ total: 3, done: 0 });
  expect(hub.queue.waiting()).toEqual(['ingest-page', 'ingest-page', 'ingest-page']);
  hub.queue.lose();
  await hub.queue.enqueue(sweep, {});
  await hub.queue.drain();
  const shown = await hub.call('GET', `${target}/batches/${pushed.json.id}`);
  expect(shown.json).toMatchObject({ state: 'ingested', received: 4500, accepted: 4500, pages: { total: 3, done: 3 } });
  expect(await hub.footprint()).toMatchObject({ record: 4500, record_version: 4500, landed_row: 0 });
});

test('a header without rows is a delivery of nothing', async () => {
  const pushed = await hub.call('POST', target, { body: institutions([]) });
  await hub.queue.drain();
  const shown = await hub.call('GET', `${target}/batches/${pushed.json.id}`);
  expect(shown.json).toMatchObject({ state: 'published', received: 0, accepted: 0 });
});

test('every push stands in the audit chain', async () => {
  const pushed = await hub.call('POST', target, { body: three });
  const deeds = await hub.db('disclosure').where({ operation: 'feed.push' });
  expect(deeds).toMatchObject([{ kind: 'deed', subject_type: 'batch', subject_id: pushed.json.id }]);
});

test('a record is deleted by key and version', async () => {
  await hub.call('POST', target, { body: three });
  const path = `${target}/records/${licence(2)}`;
  const unversioned = await hub.call('DELETE', path);
  expect([unversioned.status, unversioned.json.code]).toEqual([422, 'QUERY_INVALID']);
  const deleted = await hub.call('DELETE', `${path}?version=2026-03-01T00:00:00%2B08:00`);
  expect(deleted.status).toBe(202);
  await hub.queue.drain();
  const shown = await hub.call('GET', `${target}/batches/${deleted.json.id}`);
  expect(shown.json).toMatchObject({ form: 'delete', state: 'ingested', received: 1, accepted: 1 });
  const records = await hub.db('record').where({ deleted: true }).select('key');
  expect(records).toEqual([{ key: licence(2) }]);
});

test('the list of feeds says how each is expected', async () => {
  const { json } = await hub.call('GET', '/feeds');
  expect(json.feeds.map(({ dataset }: { dataset: string }) => dataset)).toEqual([
    'health.institution',
    'health.patient',
  ]);
  expect(json.feeds[0]).toMatchObject({
    key: '执业许可证号',
    version: '更新时间',
    updateFrequency: 'P7D',
    form: { type: 'csv' },
  });
});

test('batches are listed newest first, page by page', async () => {
  for (let n = 0; n < 3; n += 1) await hub.call('POST', target, { body: institutions([{ 执业许可证号: licence(n) }]) });
  const all = await hub.call('GET', `${target}/batches`);
  expect(all.json.batches).toHaveLength(3);
  const sequences = await hub.db('batch').orderBy('sequence', 'desc').select('sequence', 'id');
  expect(all.json.batches.map(({ id }: { id: string }) => id)).toEqual(sequences.map(({ id }) => id));
  const older = await hub.call('GET', `${target}/batches?before=${sequences[0].sequence}`);
  expect(older.json.batches).toHaveLength(2);
});
