import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let all: Ask;
let elderId: string;
let southId: string;
beforeAll(async () => {
  graph = await openGraph();
  all = await graph.clientWith({ areas: ['*'] });
  const { data } = await all(
    '{ elder: residents(filter: { namePrefix: "李" }) { nodes { id } } south: residents(filter: { namePrefix: "赵" }) { nodes { id } } }',
  );
  elderId = data.elder.nodes[0].id;
  southId = data.south.nodes[0].id;
});
afterAll(() => graph.close());

test('above the grade a value is masked and its path is named; an enum that cannot be half shown is null', async () => {
  const low = await graph.clientWith({ grade: 1 });
  const { data, errors, extensions } = await low(
    'query ($id: ID!) { resident(id: $id) { name birthDate age phone documentNumber sex livingSituation health { conditions { name } } } }',
    { id: elderId },
  );
  expect(errors).toEqual([]);
  expect(data.resident).toEqual({
    name: '李*',
    birthDate: '1941',
    age: null,
    phone: '159****7559',
    documentNumber: '3201**********4324',
    sex: 'FEMALE',
    livingSituation: null,
    health: { conditions: null },
  });
  expect(extensions.masked).toEqual([
    'resident.birthDate',
    'resident.documentNumber',
    'resident.health.conditions',
    'resident.livingSituation',
    'resident.name',
    'resident.phone',
  ]);
});

test('what is masked for a caller is not even looked up', async () => {
  const low = await graph.clientWith({ grade: 1 });
  const before = { ...graph.lookups.asked };
  await low(
    'query ($id: ID!) { resident(id: $id) { health { conditions { name } } civilAffairs { payments { amount } } } }',
    {
      id: elderId,
    },
  );
  expect(graph.lookups.asked).toEqual(before);
});

test('a field outside the agreement is null with FORBIDDEN at its path, and the rest answers', async () => {
  const narrow = await graph.clientWith({ fields: ['resident.name', 'resident.health.patient.name'] });
  const { data, errors } = await narrow(
    'query ($id: ID!) { resident(id: $id) { name phone health { patient { patientId } conditions { name } } records { key } } }',
    { id: elderId },
  );
  expect(data.resident).toMatchObject({
    name: '李秀英',
    phone: null,
    health: { patient: [{ patientId: null }], conditions: null },
  });
  expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual(
    expect.arrayContaining([
      ['resident.phone', 'FORBIDDEN'],
      ['resident.health.patient.0.patientId', 'FORBIDDEN'],
      ['resident.health.conditions', 'FORBIDDEN'],
      ['resident.records.0.key', 'FORBIDDEN'],
    ]),
  );
});

test('a filter on a field that may not be read in full is refused, for its answer would tell the value', async () => {
  const low = await graph.clientWith({ grade: 2 });
  const { data, errors } = await low('{ residents(filter: { phone: "15985277559" }) { totalCount nodes { id } } }');
  expect(data.residents).toBeNull();
  expect(errors).toMatchObject([
    { path: ['residents'], extensions: { code: 'FORBIDDEN', fields: ['resident.phone'] } },
  ]);
});

test('outside the area a resident is not there, on whatever path one comes', async () => {
  const street = await graph.clientWith();
  const { data, errors } = await street(
    `query ($id: ID!) {
      resident(id: $id) { name }
      residents(filter: { namePrefix: "赵" }) { totalCount nodes { id } }
      residentByIdentity(document: "320105194801010178", name: "赵国强") { name }
      grid(code: "320105002") { title residents { totalCount nodes { id } } statistics { residents } }
      changes(first: 100) { nodes { entityId } }
      emergencyCard(address: "锁金新村29幢", incident: "119-1") { persons { name } }
    }`,
    { id: southId },
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    resident: null,
    residents: { totalCount: 0, nodes: [] },
    residentByIdentity: null,
    grid: { title: '南苑街道', residents: { totalCount: 0, nodes: [] }, statistics: null },
    emergencyCard: { persons: [] },
  });
  expect(data.changes.nodes.map(({ entityId }: { entityId: string }) => entityId)).not.toContain(southId);
});

test('two callers at once each get what their own agreement gives', async () => {
  const [low, high] = await Promise.all([graph.clientWith({ grade: 1 }), graph.clientWith()]);
  const query = '{ residents(filter: {}) { nodes { name phone } } }';
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? low : high)(query)));
  answers.forEach(({ data, errors }, index) => {
    expect(errors).toEqual([]);
    const masked = data.residents.nodes.every(({ name }: { name: string }) => name.endsWith('*'));
    expect(masked).toBe(index % 2 === 0);
  });
});

test('without a purpose or a live token nothing is answered', async () => {
  const client = await graph.clientWith();
  const ask = (headers: Record<string, string>) =>
    fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ sources { dataset } }' }),
    }).then(({ status }) => status);
  expect(await ask({})).toBe(401);
  expect(await ask({ authorization: `Bearer ${client.token}` })).toBe(403);
  expect(await ask({ authorization: `Bearer ${client.token}`, 'x-purpose': 'gossip' })).toBe(403);
});

test('administration is closed to whoever is no administrator', async () => {
  const { data, errors } = await all(
    '{ reviews { nodes { id } } findings { nodes { id } } readsOf(id: "x") { seq } openBatches { id } reconciliations { id } }',
  );
  expect(Object.values(data)).toEqual([null, null, null, null, null]);
  expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['ADMINISTRATOR_ONLY']));
  const deed = await all('mutation { startReconciliation { id } }');
  expect(deed.errors[0]?.extensions.code).toBe('ADMINISTRATOR_ONLY');
});

test('asking after an area outside the agreement gives nobody and goes on record', async () => {
  const street = await graph.clientWith();
  const { data } = await street('{ grid(code: "320105002") { residents { nodes { id } } statistics { residents } } }');
  expect(data.grid).toEqual({ residents: { nodes: [] }, statistics: null });
  const denied = await graph
    .db('disclosure')
    .where({ kind: 'denied', subject_type: 'area' })
    .orderBy('seq', 'desc')
    .first();
  expect(denied).toMatchObject({ subject_id: '320105002', details: { reasons: ['AREA'] } });
});
