import { brief, readBody, refusal } from './feed-file.ts';

const form = { type: 'fhir', resourceType: 'Patient' } as const;
const patient = (id: string) => ({ resourceType: 'Patient', id, meta: { lastUpdated: '2026-10-10T14:18:49+08:00' } });
const requiredColumns = ['id', 'meta.lastUpdated'];

test('FHIR NDJSON is read, resources of another type are rejected', async () => {
  const body = [patient('p1'), { resourceType: 'Observation', id: 'o1' }, patient('p2')].map((r) => JSON.stringify(r));
  const { rows } = await readBody(form, body.join('\n'), { requiredColumns });
  expect(rows[0]).toEqual({ rowNumber: 1, cells: patient('p1') });
  expect(rows[1]).toMatchObject({ rowNumber: 2, fault: { rule: 'FHIR_RESOURCE_TYPE' } });
  expect(rows[2]).toEqual({ rowNumber: 3, cells: patient('p2') });
});

const bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  link: [{ relation: 'self', url: 'https://hub.example/{[' }],
  entry: [
    { fullUrl: 'urn:1', resource: patient('p1') },
    { fullUrl: 'urn:2', resource: { resourceType: 'Observation' } },
    { request: { method: 'DELETE' } },
    { resource: patient('p2') },
  ],
  total: 4,
};

test.each([
  ['on one line', JSON.stringify(bundle)],
  ['over many lines', JSON.stringify(bundle, null, 2)],
  [
    'with its type last',
    JSON.stringify({ ...bundle, resourceType: undefined, zz: 1, resourceType2: 1 }).replace(
      '"resourceType2":1',
      '"resourceType":"Bundle"',
    ),
  ],
])('a Bundle %s is read entry by entry', async (_, body) => {
  const { rows } = await readBody(form, body, { requiredColumns });
  expect(rows[0]).toEqual({ rowNumber: 1, cells: patient('p1') });
  expect(brief(rows).slice(1)).toEqual([
    [2, 'FHIR_RESOURCE_TYPE'],
    [3, 'FHIR_RESOURCE_TYPE'],
    [4, Object.values(patient('p2'))],
  ]);
});

test('a Bundle longer than many chunks is read whole', async () => {
  const entry = Array.from({ length: 5000 }, (_, i) => ({ resource: { ...patient(`p${i}`), text: '文'.repeat(50) } }));
  const { rows } = await readBody(form, JSON.stringify({ ...bundle, entry }, null, 1), { requiredColumns });
  expect(rows.map((row) => ('cells' in row ? row.cells.id : null))).toEqual(entry.map((_, i) => `p${i}`));
});

test('a Bundle without entries is a delivery without rows', async () => {
  expect((await readBody(form, '{"resourceType":"Bundle","type":"collection"}')).rows).toEqual([]);
});

test('a Bundle that is cut off is refused with the position', async () => {
  const body = JSON.stringify(bundle, null, 2);
  const error = await refusal(form, body.slice(0, body.indexOf('"total"')));
  expect(error).toMatchObject({ code: 'JSON_BROKEN', details: { item: 4 } });
});

test('resources without the version are refused as a whole', async () => {
  const error = await refusal(form, '{"resourceType":"Patient","id":"1","meta":{}}', { requiredColumns });
  expect(error).toMatchObject({ code: 'COLUMN_MISSING', details: { missing: ['meta.lastUpdated'] } });
});
