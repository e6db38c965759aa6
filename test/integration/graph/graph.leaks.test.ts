import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { putRecord, resolveAll } from '../../support/community.ts';
import { type AttackedGraph, openAttackedGraph } from './open-attacked-graph.ts';
import type { Answer } from './open-graph.ts';

/** Attempts to get what one may not see, or to get it off the record: each title is the attempt's failure. */
let graph: AttackedGraph;
beforeAll(async () => {
  graph = await openAttackedGraph();
});
afterAll(() => graph.close());

describe('a count is on record', () => {
  const beyond = Buffer.from(JSON.stringify(['ffffffff-ffff-ffff-ffff-ffffffffffff'])).toString('base64url');

  test('about each of the few whom it counts, though the page beside it is empty', async () => {
    const ask = await graph.clientWith();
    const entries = await graph.entriesDuring(async () => {
      const { data } = await ask(
        `query ($after: String) { residents(filter: { phone: "15985277559" }, after: $after) { totalCount nodes { id } } }`,
        { after: beyond },
      );
      expect(data.residents).toEqual({ totalCount: 1, nodes: [] });
    });
    expect(entries).toMatchObject([{ kind: 'read', subject_id: graph.ids.elder, fields: ['resident.phone'] }]);
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
  const [entry] = await graph.entriesDuring(() => get(small));
  expect(entry.query_hash).toBe(createHash('sha256').update(small).digest('hex'));
});

describe('an identity of another area', () => {
  test('that a department verifies is on record about the resident', async () => {
    const street = await graph.clientWith();
    const entries = await graph.entriesDuring(async () => {
      const { data } = await street('{ verifyIdentity(name: "赵国强", idNumber: "320105194801010178") }');
      expect(data.verifyIdentity).toBe('MISMATCH');
    });
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'read', subject_id: graph.ids.south, fields: ['resident.identityVerification'] }),
    );
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
      { id: graph.ids.elder },
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

test('an administrator’s deed is not done by following a link', async () => {
  const { token } = await graph.clientWith({}, 'administrator');
  const before = await graph.db('reconciliation').select('id');
  const response = await fetch(`${graph.url}?query=${encodeURIComponent('mutation { startReconciliation { id } }')}`, {
    headers: { authorization: `Bearer ${token}`, 'x-purpose': 'elder care', 'apollo-require-preflight': '1' },
  });
  expect(response.status).toBe(405);
  expect(await graph.db('reconciliation').select('id')).toEqual(before);
});

test('of two operations only the one that is named is run, and it is the one on record', async () => {
  const { token } = await graph.clientWith();
  const query = 'query Harmless { __typename } query Curious { residents(first: 1) { nodes { name } } }';
  const ask = (operationName?: string) =>
    fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-purpose': 'elder care' },
      body: JSON.stringify({ query, operationName }),
    }).then(async (response): Promise<Pick<Answer, 'data'>> => JSON.parse(await response.text()));
  expect((await ask()).data).toBeUndefined();
  const entries = await graph.entriesDuring(async () => {
    expect((await ask('Harmless')).data).toEqual({ __typename: 'Query' });
    expect((await ask('Curious')).data.residents.nodes).toHaveLength(1);
  });
  expect(entries).toMatchObject([
    { operation: 'Curious', query_hash: createHash('sha256').update(query).digest('hex') },
  ]);
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
    const entries = await graph.entriesDuring(() =>
      administrator('query ($id: ID!) { readsOf(id: $id) { seq } }', { id: graph.ids.elder }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'read', subject_id: graph.ids.elder, fields: ['resident.disclosures'] }),
    );
  });
});
