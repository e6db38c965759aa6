import { writeReturnFile } from '../../../connectors/writers/write-return-file.ts';
import { type FeedHub, institutions, licence, openFeedHub } from './feed-hub.ts';

let hub: FeedHub;
beforeAll(async () => {
  hub = await openFeedHub();
});
afterAll(() => hub.close());
beforeEach(() => hub.db.raw('truncate batch, landed_row, record, record_version, pending_record, finding cascade'));

async function push(dataset: string, body: Uint8Array | string) {
  const pushed = await hub.call('POST', `/feeds/${dataset}`, { body });
  expect([pushed.status, pushed.json.code]).toEqual([202, undefined]);
  await hub.queue.drain();
  return (await hub.call('GET', `/feeds/${dataset}/batches/${pushed.json.id}`)).json;
}

test('an identity number that a workbook stored as a number is rejected, and its neighbour taken', async () => {
  const dataset = 'civil-affairs.subsistence-allowance';
  const contract = hub.contracts.find((candidate) => candidate.dataset === dataset);
  if (!contract) throw new Error('no contract');
  const columns = ['救助证号', '姓名', '身份证号', '更新时间'];
  const cells = {
    救助证号: 'JZ1',
    姓名: '张伟',
    身份证号: '11010519491231002X',
    更新时间: '2026-03-01T00:00:00+08:00',
  };
  const lost = { ...cells, 救助证号: 'JZ2', 身份证号: { lostDigits: '110105194912310000' } };
  const rows = [cells, lost].map((each, n) => ({
    rowNumber: n + 2,
    rule: 'NONE',
    reason: { zh: '', en: '' },
    cells: each,
    excerpt: '',
  }));
  const book = writeReturnFile(
    contract.form,
    columns,
    (async function* () {
      yield rows;
    })(),
  );
  const batch = await push(dataset, Buffer.concat(await book.toArray()));
  expect(batch).toMatchObject({ received: 2, accepted: 1, rejected: 1, rejects: [{ rule: 'ID_NUMBER_LOST_DIGITS' }] });
});

test('a row of 10 MB is rejected and the rest taken', async () => {
  const rows = institutions(
    [1, 2, 3].map((n) => ({ 执业许可证号: licence(n), 地址: n === 2 ? '路'.repeat(3_500_000) : '路' })),
  );
  expect(await push('health.institution', rows)).toMatchObject({
    received: 3,
    accepted: 2,
    rejected: 1,
    rejects: [{ rule: 'ROW_TOO_LONG' }],
  });
});

test('a NUL and half a character reject their row, not the delivery', async () => {
  const row = (key: string, name: string) => ({ 登记证号: key, 名称: name, 更新时间: '2026-03-01T00:00:00+08:00' });
  const body = JSON.stringify([row('SO1', '甲\0会'), row('SO2', '乙\ud83d会'), row('SO3', '丙会')]);
  expect(await push('civil-affairs.social-organisation', body)).toMatchObject({
    received: 3,
    accepted: 1,
    rejected: 2,
  });
});

test('a key of a kilobyte is rejected before it can harm the index', async () => {
  const batch = await push('health.institution', institutions([{ 执业许可证号: 'K'.repeat(1024) }, {}]));
  expect(batch).toMatchObject({ accepted: 1, rejected: 1, rejects: [{ rule: 'KEY_TOO_LONG' }] });
});

test('cells with tabs, line breaks, backslashes and quotes come out of the database as they went in', async () => {
  const cells = { 登记证号: 'SO\\N1', 名称: '甲\t会\n"\\.\\t"\r\\', 更新时间: '2026-03-01T00:00:00+08:00' };
  await push('civil-affairs.social-organisation', JSON.stringify([cells]));
  expect(await hub.db('record').select('key', 'raw')).toEqual([{ key: 'SO\\N1', raw: cells }]);
});

test('a FHIR feed is taken, and the same patients again change nothing', async () => {
  const patient = (id: string) => ({
    resourceType: 'Patient',
    id,
    meta: { lastUpdated: '2026-10-10T14:18:49+08:00' },
    name: [{ text: '张伟' }],
    gender: 'male',
  });
  const body = ['pt-1', 'pt-2'].map((id) => JSON.stringify(patient(id))).join('\n');
  expect(await push('health.patient', body)).toMatchObject({ received: 2, accepted: 2 });
  expect(await push('health.patient', body)).toMatchObject({ received: 2, unchanged: 2 });
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient('pt-1') }] };
  expect(await push('health.patient', JSON.stringify(bundle))).toMatchObject({ received: 1, unchanged: 1 });
});
