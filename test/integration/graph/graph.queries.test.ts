import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeAll(async () => {
  graph = await openGraph();
  ask = await graph.clientWith();
});
afterAll(() => graph.close());

const findElder = async (): Promise<string> =>
  (await ask('{ residents(filter: { namePrefix: "李秀英" }) { nodes { id } } }')).data.residents.nodes[0].id;

test('a resident shows what three departments know, each value with its source', async () => {
  const { data, errors } = await ask(
    `query Elder($id: ID!) {
      resident(id: $id) {
        id name sex ethnicGroup birthDate age livingSituation elderAbility phone gridCode
        grid { code level title parent { title level } }
        provenance(fields: ["name", "livingSituation"]) { field dataset key version }
        records { dataset key version }
        publicSecurity { householdRegister { key personNumber name } }
        health { patient { patientId lifeStatus } }
        civilAffairs { elderlyCare { livingSituation emergencyContactPhone } subsistenceAllowance { allowanceNumber } }
      }
    }`,
    { id: await findElder() },
  );
  expect(errors).toEqual([]);
  expect(data.resident).toMatchObject({
    name: '李秀英',
    sex: 'FEMALE',
    ethnicGroup: 'HAN',
    birthDate: '1941-06-15',
    age: 85,
    livingSituation: 'ALONE',
    elderAbility: 'MILD_DISABILITY',
    grid: { level: 'GRID', title: '第一网格', parent: { title: '新达社区', level: 'COMMUNITY' } },
    provenance: [
      { field: 'name', dataset: 'public-security.household-register', key: 'RK9' },
      { field: 'livingSituation', dataset: 'civil-affairs.elderly-care', key: 'YL9' },
    ],
    records: [
      { dataset: 'civil-affairs.elderly-care', key: 'YL9' },
      { dataset: 'health.patient', key: 'pt-9' },
      { dataset: 'public-security.household-register', key: 'RK9' },
    ],
    publicSecurity: { householdRegister: [{ key: 'RK9', personNumber: 'RK9', name: '李秀英' }] },
    health: { patient: [{ patientId: 'pt-9', lifeStatus: 'ALIVE' }] },
    civilAffairs: {
      elderlyCare: [{ livingSituation: 'ALONE', emergencyContactPhone: '18822937973' }],
      subsistenceAllowance: [],
    },
  });
});

test('who is over 80 and lives alone in this street', async () => {
  const { data, errors } = await ask(`{
    grid(code: "320105001") {
      title
      residents(filter: { minAge: 80, livingSituation: ALONE }) { totalCount nodes { name age } }
    }
  }`);
  expect(errors).toEqual([]);
  expect(data.grid).toEqual({
    title: '兴隆街道',
    residents: { totalCount: 1, nodes: [{ name: '李秀英', age: 85 }] },
  });
});

test.each([
  ['{ minAge: 85 }', ['李秀英']],
  ['{ minAge: 86 }', []],
  ['{ minAge: 85, maxAge: 85 }', ['李秀英']],
  ['{ maxAge: 11, bornFrom: "2015-01-01" }', ['张小宝']],
  ['{ sex: MALE, maxAge: 41 }', ['张伟', '张小宝']],
  ['{ phone: "+86 159-8527-7559" }', ['李秀英']],
  ['{ areaCode: "320105001001002", sex: FEMALE }', ['王芳']],
  ['{ documentNumber: "320105198503140135" }', ['张伟']],
])('the filter %s finds %j', async (filter, names) => {
  const { data, errors } = await ask(`{ residents(filter: ${filter}) { nodes { name } } }`);
  expect(errors).toEqual([]);
  expect(data.residents.nodes.map(({ name }: { name: string }) => name).sort()).toEqual([...names].sort());
});

test('a household has its members, each since when and in which place', async () => {
  const { data, errors } = await ask(`{
    residents(filter: { namePrefix: "张伟" }) {
      nodes { household { id basis size members { since resident { name relationToHead } } } }
    }
  }`);
  expect(errors).toEqual([]);
  const [{ household }] = data.residents.nodes;
  expect(household).toMatchObject({ basis: 'HOUSEHOLD_NUMBER', size: 3 });
  expect(
    household.members.map(({ resident }: { resident: { name: string; relationToHead: string } }) => [
      resident.name,
      resident.relationToHead,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ['张伟', 'HEAD_OF_HOUSEHOLD'],
      ['王芳', 'SPOUSE'],
      ['张小宝', 'SON'],
    ]),
  );
  const again = await ask('query ($id: ID!) { household(id: $id) { size } }', { id: household.id });
  expect(again.data.household.size).toBe(3);
});

test('a legal entity is found by id and by credit code', async () => {
  const byCode = await ask(
    '{ legalEntity(creditCode: "91320105143730756c") { id name legalRepresentative tradeStatus grid { title } publicSecurity { specialTrade { key tradeStatus } } } }',
  );
  expect(byCode.errors).toEqual([]);
  expect(byCode.data.legalEntity).toMatchObject({
    name: '南京兴隆酒店有限公司',
    tradeStatus: 'ACTIVE',
    grid: { title: '第二网格' },
    publicSecurity: { specialTrade: [{ key: 'TZ1' }] },
  });
  const byId = await ask('query ($id: ID) { legalEntity(id: $id) { name } }', { id: byCode.data.legalEntity.id });
  expect(byId.data.legalEntity.name).toBe('南京兴隆酒店有限公司');
  const neither = await ask('{ legalEntity { name } }');
  expect(neither.errors[0]?.extensions.code).toBe('ARGUMENT_INVALID');
});

test('who knows number and name finds the resident; who guesses the name does not', async () => {
  const query = 'query ($n: String!) { residentByIdentity(document: "320105198503140135", name: $n) { name } }';
  expect((await ask(query, { n: '张伟' })).data.residentByIdentity).toEqual({ name: '张伟' });
  expect((await ask(query, { n: '张三' })).data.residentByIdentity).toBeNull();
});

test('an identity is verified against the hub first and against public security for whom the hub does not hold', async () => {
  const query = 'query ($name: String!, $number: String!) { verifyIdentity(name: $name, idNumber: $number) }';
  const verify = async (name: string, number: string) => (await ask(query, { name, number })).data.verifyIdentity;
  const before = graph.lookups.asked['public-security'] ?? 0;
  expect(await verify('张伟', '320105198503140135')).toBe('MATCH');
  expect(await verify('王芳', '320105198503140135')).toBe('MISMATCH');
  expect(graph.lookups.asked['public-security'] ?? 0).toBe(before);
  expect(await verify('陌生人', '11010519491231002X')).toBe('MATCH');
  expect(graph.lookups.asked['public-security']).toBe(before + 1);
  const foreign = await graph.db('disclosure').where({ kind: 'read', subject_type: 'resident-identity' });
  expect(foreign).toMatchObject([{ subject_id: null, fields: ['resident.identityVerification'] }]);
});

test('the emergency card finds by telephone or by address, and the incident is in the audit of each person shown', async () => {
  const card = 'persons { name age livesAlone ability emergencyContactName emergencyContactPhone conditions { name } }';
  const { data, errors } = await ask(
    `{ emergencyCard(phone: "15985277559", incident: "119-20261101-0042") { incident ${card} } }`,
  );
  expect(errors).toEqual([]);
  expect(data.emergencyCard).toEqual({
    incident: '119-20261101-0042',
    persons: [
      {
        name: '李秀英',
        age: 85,
        livesAlone: true,
        ability: 'MILD_DISABILITY',
        emergencyContactName: '许博文',
        emergencyContactPhone: '18822937973',
        conditions: [{ name: '高血压' }],
      },
    ],
  });
  const entries = await graph.db('disclosure').whereRaw(`details->>'incident' = '119-20261101-0042'`);
  expect(entries).toMatchObject([{ kind: 'read', subject_type: 'resident', purpose: 'elder care' }]);
  const byAddress = await ask('{ emergencyCard(address: "奥体大街1号24幢", incident: "110-7") { persons { name } } }');
  expect(byAddress.data.emergencyCard.persons).toHaveLength(3);
  const nameless = await ask('{ emergencyCard(phone: "15985277559", incident: " ") { persons { name } } }');
  expect(nameless.errors[0]?.extensions.code).toBe('INCIDENT_INVALID');
});

test('counts at every level: a parent is the sum of its children and of those not placed in any', async () => {
  const all = await graph.clientWith({ areas: ['*'] });
  const counts =
    'residents males females aged80AndOver under18 livingAlone receivingAllowance deceased households legalEntities';
  const { data, errors } = await all(
    `{ grid(code: "320105") { level statistics { complete ${counts} unplacedResidents unplacedLegalEntities }
       children { title statistics { ${counts} } children { statistics { ${counts} unplacedResidents } } } } }`,
  );
  expect(errors).toEqual([]);
  expect(data.grid.statistics).toEqual({
    complete: true,
    residents: 6,
    males: 3,
    females: 3,
    aged80AndOver: 1,
    under18: 1,
    livingAlone: 1,
    receivingAllowance: 1,
    deceased: 0,
    households: 3,
    legalEntities: 1,
    unplacedResidents: 0,
    unplacedLegalEntities: 0,
  });
  for (const name of counts.split(' ').filter((one) => one !== 'households')) {
    const sum = data.grid.children.reduce(
      (total: number, child: { statistics: Record<string, number> }) => total + (child.statistics[name] ?? 0),
      0,
    );
    expect([name, sum]).toEqual([name, data.grid.statistics[name]]);
  }
});

test('changes come in their order, and the cursor leads to what follows', async () => {
  const page =
    'pageInfo { hasNextPage endCursor } nodes { seq kind entityType fields resident { name } legalEntity { name } }';
  const first = await ask(`{ changes(first: 2) { ${page} } }`);
  expect(first.errors).toEqual([]);
  expect(first.data.changes.nodes).toHaveLength(2);
  expect(first.data.changes.pageInfo.hasNextPage).toBe(true);
  const rest = await ask(`query ($after: String) { changes(first: 100, after: $after) { ${page} } }`, {
    after: first.data.changes.pageInfo.endCursor,
  });
  const all = [...first.data.changes.nodes, ...rest.data.changes.nodes];
  expect(all.map(({ seq }) => Number(seq))).toEqual([...all.map(({ seq }) => Number(seq))].sort((a, b) => a - b));
  expect(all.filter(({ kind }) => kind === 'CREATED').length).toBe(all.length);
  expect(rest.data.changes.pageInfo.hasNextPage).toBe(false);
  const end = rest.data.changes.pageInfo.endCursor;
  const none = await ask(`query ($after: String) { changes(after: $after) { ${page} } }`, { after: end });
  expect(none.data.changes).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: end } });
});

test('every dataset says how fresh it is', async () => {
  const { data, errors } = await ask(
    '{ sources { dataset department title { zh en } updateFrequency late records ageSeconds lastBatch { id state } } }',
  );
  expect(errors).toEqual([]);
  expect(data.sources).toContainEqual({
    dataset: 'health.patient',
    department: 'health',
    title: { zh: '居民健康档案', en: 'Resident health records' },
    updateFrequency: 'P1D',
    late: true,
    records: 1,
    ageSeconds: null,
    lastBatch: null,
  });
});

test('code tables tell the code behind each value of an enum', async () => {
  const { data } = await ask('{ codeTables { name enum source codes { code value label { zh en } } } }');
  const sex = data.codeTables.find(({ name }: { name: string }) => name === 'sex');
  expect(sex).toMatchObject({ enum: 'Sex', source: 'GB/T 2261.1-2003' });
  expect(sex.codes).toContainEqual({ code: '2', value: 'FEMALE', label: { zh: '女', en: 'Female' } });
});

test('a GET asks as a POST does, and needs the header that a foreign web page cannot send', async () => {
  const url = `${graph.url}?query=${encodeURIComponent('{ sources { dataset } }')}`;
  const client = await graph.clientWith();
  const headers = { authorization: `Bearer ${client.token}`, 'x-purpose': 'elder care' };
  const answered = await fetch(url, { headers: { ...headers, 'apollo-require-preflight': 'true' } });
  expect(answered.status).toBe(200);
  expect(Object(await answered.json()).data.sources).toHaveLength(9);
  expect((await fetch(url, { headers })).status).toBe(400);
  expect((await fetch(url)).status).toBe(401);
});

test('the hotels of a street and the people who answer for them', async () => {
  const hotels =
    '{ grid(code: "320105001") { legalEntities(filter: { industryCategory: "旅馆业" }) { nodes { name legalPerson { name age phone } } } } }';
  const { data, errors } = await ask(hotels);
  expect(errors).toEqual([]);
  expect(data.grid.legalEntities.nodes).toEqual([
    { name: '南京兴隆酒店有限公司', legalPerson: { name: '张伟', age: 41, phone: '13812341234' } },
  ]);
  const narrow = await graph.clientWith({
    fields: ['legal-entity.name', 'legal-entity.gridCode', 'legal-entity.industryCategory'],
  });
  const refused = await narrow(hotels);
  expect(refused.data.grid.legalEntities.nodes).toEqual([{ name: '南京兴隆酒店有限公司', legalPerson: null }]);
  expect(refused.errors).toMatchObject([
    { path: ['grid', 'legalEntities', 'nodes', 0, 'legalPerson'], extensions: { code: 'FORBIDDEN' } },
  ]);
});
