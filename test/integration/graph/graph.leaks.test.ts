import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { putRecord, resolveAll } from '../../support/community.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

/** Attempts to get what one may not see: each title is the attempt's failure. */
let graph: OpenGraph;
let all: Ask;
const drawing = { name: '孙丽', birthDate: '1970-05-05', sex: '2', gridCode: '320105001002001' };
const ids = { elder: '', south: '', drawing: '', father: '', hotel: '' };
beforeAll(async () => {
  graph = await openGraph();
  await putRecord(graph.db, {
    dataset: 'civil-affairs.subsistence-allowance',
    key: 'DB5',
    version: '2026-10-01T00:00:00Z',
    values: { ...drawing, allowanceCategory: '城市低保', allowanceStatus: 'RECEIVING' },
  });
  await resolveAll(graph.db);
  all = await graph.clientWith({ areas: ['*'] });
  const { data } = await all(`{
    elder: residents(filter: { namePrefix: "李" }) { nodes { id } }
    south: residents(filter: { documentNumber: "320105194801010178" }) { nodes { id } }
    drawing: residents(filter: { namePrefix: "孙" }) { nodes { id } }
    father: residents(filter: { namePrefix: "张伟" }) { nodes { id } }
    hotel: legalEntities { nodes { id } }
  }`);
  for (const name of ['elder', 'south', 'drawing', 'father', 'hotel'] as const) ids[name] = data[name].nodes[0].id;
});
afterAll(() => graph.close());

async function lastSeq(table: 'disclosure' | 'change'): Promise<string> {
  const row = await graph.db(table).max({ seq: 'seq' }).first();
  return String(row?.seq ?? 0);
}
async function entriesDuring(act: () => Promise<unknown>) {
  const last = await lastSeq('disclosure');
  await act();
  return graph.db('disclosure').where('seq', '>', last).orderBy('seq');
}
const codesOf = (errors: Awaited<ReturnType<Ask>>['errors']) =>
  errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);

describe('that somebody is in a department’s dataset is not told past the agreement', () => {
  const query = `query ($id: ID!) { resident(id: $id) {
    name records { dataset key } provenance { field dataset key }
    civilAffairs { subsistenceAllowance { version } elderlyCare { version } } health { patient { receivedAt } }
  } }`;

  test('by its list, its number of records or the source of a shared value', async () => {
    const narrow = await graph.clientWith({
      fields: ['resident.name', 'resident.sex', 'resident.health.patient.name'],
    });
    const elder = await narrow(query, { id: ids.elder });
    expect(elder.data.resident.records).toMatchObject([{ dataset: 'health.patient' }]);
    expect(elder.data.resident.civilAffairs).toEqual({ subsistenceAllowance: null, elderlyCare: null });
    expect(elder.data.resident.health.patient).toHaveLength(1);
    expect(elder.text).not.toMatch(/elderly-care|household-register|YL9|RK9/);
    const drawing = await narrow(query, { id: ids.drawing });
    expect(drawing.text).not.toMatch(/subsistence-allowance|DB5/);
    expect(drawing.data.resident.provenance).toEqual([
      { field: 'name', dataset: null, key: null },
      { field: 'sex', dataset: null, key: null },
    ]);
  });

  test('by a refusal that comes only where there is a record', async () => {
    const narrow = await graph.clientWith({ fields: ['resident.name'] });
    const refusals = await Promise.all(
      [ids.drawing, ids.elder].map(async (id) => codesOf((await narrow(query, { id })).errors)),
    );
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toContainEqual(['resident.civilAffairs.subsistenceAllowance', 'FORBIDDEN']);
  });
});

test('a masked field looks the same whether there is a value or none, and has no source', async () => {
  const low = await graph.clientWith({ areas: ['*'], grade: 1 });
  const query = `query ($id: ID!) { resident(id: $id) {
    allowanceCategory healthRecordNumber householdNumber
    provenance(fields: ["allowanceCategory", "householdNumber", "phone"]) { field dataset }
  } }`;
  const answers = await Promise.all([ids.drawing, ids.elder, ids.father].map((id) => low(query, { id })));
  for (const { data } of answers) {
    expect(data.resident).toEqual({
      allowanceCategory: '***',
      healthRecordNumber: '***',
      householdNumber: '***',
      provenance: [],
    });
  }
});

describe('an agreement about legal entities alone', () => {
  test('tells of no resident that there is one', async () => {
    const trade = await graph.clientWith({ fields: ['legal-entity.*'] });
    const { data } = await trade(
      `query ($id: ID!) {
        resident(id: $id) { id }
        residents { totalCount nodes { id updatedAt } pageInfo { hasNextPage endCursor } }
        legalEntities { nodes { name legalPerson { id } } }
        changes(first: 100) { nodes { entityType } }
      }`,
      { id: ids.elder },
    );
    expect(data.resident).toBeNull();
    expect(data.residents).toEqual({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
    expect(data.legalEntities.nodes).toEqual([{ name: '南京兴隆酒店有限公司', legalPerson: null }]);
    expect(new Set(data.changes.nodes.map(({ entityType }: { entityType: string }) => entityType))).toEqual(
      new Set(['LEGAL_ENTITY']),
    );
  });
});

describe('a household', () => {
  const fields = ['resident.name', 'resident.household'];

  test('does not carry its number or its address to whoever may not read those', async () => {
    const narrow = await graph.clientWith({ fields });
    const { data, errors, text } = await narrow(
      'query ($id: ID!) { resident(id: $id) { household { id size members { resident { name } } } } }',
      { id: ids.father },
    );
    expect(data.resident.household).toMatchObject({ id: null, size: 3 });
    expect(codesOf(errors)).toEqual([['resident.household.id', 'FORBIDDEN']]);
    expect(text).not.toContain('H0001');
  });

  test.each(['H:H0001', 'D:金陵世纪花园27幢4单元304室', 'D:', 'x'])(
    'cannot be used to find out who lives at %s',
    async (id) => {
      const narrow = await graph.clientWith({ fields });
      const { data, errors } = await narrow(
        `query ($id: ID!) { household(id: $id) { size } residents(filter: { household: $id }) { totalCount } }`,
        { id },
      );
      expect(data).toEqual({ household: null, residents: null });
      expect(codesOf(errors).map(([, code]) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    },
  );

  test('shows no member who lives outside the area', async () => {
    const first = await graph.clientWith({ areas: ['320105001001001'] });
    const { data } = await first('{ household(id: "H:H0001") { size members { resident { name } } } }');
    expect(data.household).toBeNull();
  });
});

describe('a count is on record', () => {
  const beyond = Buffer.from(JSON.stringify(['ffffffff-ffff-ffff-ffff-ffffffffffff'])).toString('base64url');

  test('about each of the few whom it counts, though the page beside it is empty', async () => {
    const ask = await graph.clientWith();
    const entries = await entriesDuring(async () => {
      const { data } = await ask(
        `query ($after: String) { residents(filter: { phone: "15985277559" }, after: $after) { totalCount nodes { id } } }`,
        { after: beyond },
      );
      expect(data.residents).toEqual({ totalCount: 1, nodes: [] });
    });
    expect(entries).toMatchObject([{ kind: 'read', subject_id: ids.elder, fields: ['resident.phone'] }]);
  });
});

test('an address with a thousand empty parameters hides neither the query’s size nor its hash', async () => {
  const { token } = await graph.clientWith();
  const get = (query: string) =>
    fetch(`${graph.url}?${'&'.repeat(1100)}query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${token}`, 'x-purpose': 'elder care', 'apollo-require-preflight': '1' },
    }).then(async (response) => ({ status: response.status, body: await response.json() }));
  const many = `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`;
  expect(await get(many)).toMatchObject({
    status: 400,
    body: { errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] },
  });
  const small = '{ residents(first: 1) { nodes { name } } }';
  const [entry] = await entriesDuring(() => get(small));
  expect(entry.query_hash).toBe(createHash('sha256').update(small).digest('hex'));
});

describe('the changes', () => {
  test('name no field that is masked, and pass over who changed in nothing else', async () => {
    const { data: before } = await all('{ changes(first: 100) { pageInfo { endCursor } } }');
    const after = before.changes.pageInfo.endCursor;
    await putRecord(graph.db, {
      dataset: 'civil-affairs.subsistence-allowance',
      key: 'DB5',
      version: '2026-10-30T00:00:00Z',
      values: { ...drawing, allowanceCategory: '城市低保', allowanceStatus: 'STOPPED' },
    });
    await resolveAll(graph.db);
    const changes = async (ask: Ask) =>
      (await ask('query ($after: String) { changes(after: $after) { nodes { entityId fields } } }', { after })).data
        .changes.nodes;
    expect(await changes(all)).toEqual([{ entityId: ids.drawing, fields: ['allowanceStatus'] }]);
    expect(await changes(await graph.clientWith({ grade: 2 }))).toEqual([]);
    expect(await changes(await graph.clientWith({ fields: ['resident.name'] }))).toEqual([]);
    expect(await changes(await graph.clientWith({ areas: ['320105002'] }))).toEqual([]);
  });

  test('do not name an entity elsewhere into which one of this area was merged', async () => {
    const after = await lastSeq('change');
    await graph.db('change').insert({
      seq: String(BigInt(after) + 1n),
      at: new Date('2026-11-01T08:00:00Z'),
      kind: 'ABSORBED',
      entity_type: 'resident',
      entity_id: '00000000-0000-4000-8000-000000000001',
      other_entity_id: ids.elder,
      previous_grid_code: '320105002001001',
    });
    const query = 'query ($after: String) { changes(after: $after) { nodes { kind entityId otherEntityId } } }';
    const told = async (ask: Ask) => (await ask(query, { after })).data.changes.nodes;
    expect(await told(all)).toMatchObject([{ kind: 'ABSORBED', otherEntityId: ids.elder }]);
    expect(await told(await graph.clientWith({ areas: ['320105002'] }))).toMatchObject([
      { kind: 'ABSORBED', otherEntityId: null },
    ]);
  });
});

describe('an identity of another area', () => {
  test('that a department verifies is on record about the resident', async () => {
    const street = await graph.clientWith();
    const entries = await entriesDuring(async () => {
      const { data } = await street('{ verifyIdentity(name: "赵国强", idNumber: "320105194801010178") }');
      expect(data.verifyIdentity).toBe('MISMATCH');
    });
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'read', subject_id: ids.south, fields: ['resident.identityVerification'] }),
    );
  });
});

describe('area codes that are no areas', () => {
  test.each(['32', '3201050', '32010500', '32010500200', '320105002001001', '99'])(
    'the filter %s leads nowhere outside the agreement',
    async (areaCode) => {
      const street = await graph.clientWith();
      const { data } = await street(
        'query ($areaCode: String) { residents(filter: { areaCode: $areaCode }) { totalCount nodes { id gridCode } } }',
        { areaCode },
      );
      for (const { gridCode } of data.residents.nodes) expect(gridCode).toMatch(/^320105001/);
      expect(data.residents.totalCount).toBe(data.residents.nodes.length);
    },
  );

  test.each(['3', '3%', '%', '_2', '', '3201*'])('the filter %p is refused', async (areaCode) => {
    const { errors } = await all(
      'query ($areaCode: String) { residents(filter: { areaCode: $areaCode }) { totalCount } }',
      { areaCode },
    );
    expect(errors[0]?.extensions.code).toBe('FILTER_INVALID');
  });
});

describe('one field by another way', () => {
  test('fragments, aliases and inline conditions give what the plain field gives', async () => {
    const narrow = await graph.clientWith({ fields: ['resident.name'], grade: 1 });
    const { data, text } = await narrow(
      `query ($id: ID!, $yes: Boolean = true) {
        resident(id: $id) { ...__schema ... on Resident { b: documentNumber } name: phone ... @include(if: $yes) { c: birthDate } }
      }
      fragment __schema on Resident { a: phone kind: __typename }`,
      { id: ids.elder },
    );
    expect(data.resident).toEqual({ kind: 'Resident', a: null, b: null, c: null, name: null });
    expect(text).not.toMatch(/15985277559|1941|4324/);
  });

  test('nothing masked comes out of age, order, filters, the emergency card or the legal person', async () => {
    const low = await graph.clientWith({ grade: 1 });
    const { data, text, errors } = await low(`{
      a: residents(order: { by: NAME }) { edges { cursor } }
      b: residents(order: { by: BIRTH_DATE }) { edges { cursor } }
      c: residents(filter: { minAge: 80 }) { totalCount }
      d: residents(filter: { maxAge: 80 }) { totalCount }
      e: emergencyCard(phone: "15985277559", incident: "119-1") { persons { name } }
      f: legalEntities(filter: { legalRepresentativeDocument: "320105198503140135" }) { totalCount }
      g: legalEntities { nodes { legalRepresentative legalRepresentativeDocument legalPerson { id } } }
      h: verifyIdentity(name: "李秀英", idNumber: "320105194106154324")
      i: residentByIdentity(name: "李秀英", document: "320105194106154324") { id }
      j: grid(code: "320105001") { statistics { residents under18 livingAlone receivingAllowance households } }
    }`);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'h', 'i']) expect(data[name]).toBeNull();
    expect(errors.every(({ extensions }) => extensions.code === 'FORBIDDEN')).toBe(true);
    expect(data.g.nodes).toEqual([
      { legalRepresentative: '张*', legalRepresentativeDocument: '3201**********0135', legalPerson: null },
    ]);
    expect(data.j.statistics).toEqual({
      residents: null,
      under18: null,
      livingAlone: null,
      receivingAllowance: null,
      households: null,
    });
    expect(text).not.toMatch(/李秀英|19410615|19850314/);
  });
});

describe('credentials', () => {
  test('of an agreement that was revoked find nothing', async () => {
    const { token } = await graph.clientWith();
    await graph
      .db('agreement')
      .update({ revoked_at: new Date() })
      .whereIn(
        'id',
        graph.db('token').select('agreement_id').where('hash', createHash('sha256').update(token).digest()),
      );
    const response = await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-purpose': 'elder care' },
      body: JSON.stringify({ query: '{ residents { nodes { id } } }' }),
    });
    expect(response.status).toBe(403);
    expect(await response.text()).not.toMatch(/"nodes"/);
  });
});

describe('administration', () => {
  test('of one area is not told which entities of another a review is about', async () => {
    const doubtful = {
      name: '陈桂兰',
      documentType: 'CITIZEN_ID',
      sex: '2',
      birthDate: '1943-05-05',
      phone: '13700000007',
      gridCode: '320105001001001',
      actualAddress: '兴隆街道金陵世纪花园3幢1单元101室',
    };
    const register = { dataset: 'public-security.household-register', key: 'RK7' };
    const care = { dataset: 'civil-affairs.elderly-care', key: 'YL7' };
    await putRecord(graph.db, { ...register, values: { ...doubtful, documentNumber: '320105194305052347' } });
    await putRecord(graph.db, { ...care, values: { ...doubtful, documentNumber: '340111194305054685' } });
    await resolveAll(graph.db);
    const elsewhere = await graph.clientWith({ areas: ['320105009'] }, 'administrator');
    const { data } = await elsewhere(`{
      reviews { nodes { a { entityId key version fields { value } } b { entityId key } explanation { weight } } }
      findings { nodes { residents { id } records { key } } }
      explain(a: { dataset: "public-security.household-register", key: "RK9" }, b: { dataset: "health.patient", key: "pt-9" }) { explanation { weight } }
    }`);
    expect(data.reviews.nodes).toHaveLength(1);
    expect(data.findings.nodes.length).toBeGreaterThan(0);
    for (const { a, b, explanation } of data.reviews.nodes) {
      expect([a, b, explanation]).toEqual([
        { entityId: null, key: null, version: null, fields: null },
        { entityId: null, key: null },
        null,
      ]);
    }
    for (const finding of data.findings.nodes) {
      expect(finding.residents).toEqual([]);
      expect(finding.records.every(({ key }: { key: string | null }) => key === null)).toBe(true);
    }
    expect(data.explain).toBeNull();
  });

  test('looking up who has read of somebody is itself a reading of them', async () => {
    const administrator = await graph.clientWith({}, 'administrator');
    const entries = await entriesDuring(() =>
      administrator('query ($id: ID!) { readsOf(id: $id) { seq } }', { id: ids.elder }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'read', subject_id: ids.elder, fields: ['resident.disclosures'] }),
    );
  });
});
