import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { putRecord, readClusters, resolveAll } from '../../support/community.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeEach(async () => {
  graph = await openGraph();
  ask = await graph.clientWith({ areas: ['*'] }, 'administrator');
});
afterEach(() => graph.close());

/** Of the community: an elder known to three departments, and a stranger. */
const register = { dataset: 'public-security.household-register', key: 'RK9' };
const care = { dataset: 'civil-affairs.elderly-care', key: 'YL9' };
const patient = { dataset: 'health.patient', key: 'pt-9' };
const stranger = { dataset: 'public-security.household-register', key: 'RK5' };

type Name = typeof register;
const decidePair = async (kind: 'LINK' | 'UNLINK', a: Name, b: Name): Promise<string> => {
  const { data, errors } = await ask(
    'mutation ($a: RecordInput!, $b: RecordInput!, $kind: PairDecisionKind!) { decidePair(a: $a, b: $b, kind: $kind, reason: "看过档案") { id state } }',
    { a, b, kind },
  );
  expect(errors).toEqual([]);
  expect(data.decidePair.state).toBe('IN_FORCE');
  await resolveAll(graph.db);
  return data.decidePair.id;
};
const notAPerson = (record: Name, reason = '测试数据') =>
  ask(
    'mutation ($record: RecordInput!, $reason: String!) { decideNotAPerson(record: $record, reason: $reason) { id kind state author reason records { dataset key } } }',
    { record, reason },
  );
const undo = async (id: string) => {
  const { data, errors } = await ask(
    'mutation ($id: ID!) { undoDecision(id: $id, reason: "看错了") { id state undoneAt undoneBy undoReason } }',
    { id },
  );
  expect(errors).toEqual([]);
  await resolveAll(graph.db);
  return data.undoDecision;
};
const listed = async (filter = '') => {
  const { data, errors } = await ask(
    `{ decisions${filter} { nodes { id kind state reason author guard records { dataset key } against { id } } pageInfo { endCursor hasNextPage } } }`,
  );
  expect(errors).toEqual([]);
  return data.decisions.nodes;
};
const clusterOf = async (key: string): Promise<string> =>
  (await readClusters(graph.db)).find((members) => members.includes(key)) ?? '';

test('a record is decided to be no person, is in the audit, is shown with what it holds, and is one again when undone', async () => {
  const before = await readClusters(graph.db);
  const { data, errors } = await notAPerson(care);
  expect(errors).toEqual([]);
  const decision = data.decideNotAPerson;
  expect(decision).toMatchObject({ kind: 'NOT_A_PERSON', state: 'IN_FORCE', reason: '测试数据', records: [care] });
  expect(graph.enqueued).toEqual([{ job: 'resolve', payload: {} }]);
  const deed = await graph.db('disclosure').where({ kind: 'deed', operation: 'record.decide' });
  expect(deed).toMatchObject([
    { subject_type: 'decision', subject_id: decision.id, details: { kind: 'not-a-person', datasets: [care.dataset] } },
  ]);

  await resolveAll(graph.db);
  expect(await clusterOf('YL9')).toBe('');
  const shown = await ask('{ decisions { nodes { records { dataset key entityId fields { name value } } } } }');
  expect(shown.errors).toEqual([]);
  const [record] = shown.data.decisions.nodes[0].records;
  expect(record).toMatchObject({ ...care, entityId: null });
  expect(record.fields).toContainEqual({ name: 'name', value: '李秀英' });
  const reads = await graph.db('disclosure').where({ kind: 'read', subject_type: 'record' });
  expect(reads).toMatchObject([{ fields: expect.arrayContaining(['resident.civilAffairs.elderlyCare.name']) }]);

  const undone = await undo(decision.id);
  expect(undone).toMatchObject({ state: 'UNDONE', undoReason: '看错了', undoneBy: expect.stringMatching(/^client/) });
  expect(undone.undoneAt).toMatch(/^2026/);
  expect(await readClusters(graph.db)).toEqual(before);
  expect(await graph.db('disclosure').where({ kind: 'deed', operation: 'decision.undo' })).toMatchObject([
    { subject_id: decision.id, details: { kind: 'not-a-person' } },
  ]);
});

test('every decision is listed with its state, its reason, its records and what it gives way to, newest first', async () => {
  const unlink = await decidePair('UNLINK', register, care);
  const link = await decidePair('LINK', register, care);
  const patientLink = await decidePair('LINK', patient, stranger);
  const { data } = await notAPerson(stranger);
  await resolveAll(graph.db);
  const all = await listed();
  expect(all.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual(
    expect.arrayContaining([
      [unlink, 'SUPERSEDED'],
      [link, 'IN_FORCE'],
      [patientLink, 'CONTRADICTED'],
      [data.decideNotAPerson.id, 'IN_FORCE'],
    ]),
  );
  expect(await listed('(state: SUPERSEDED)')).toMatchObject([
    { id: unlink, kind: 'UNLINK', reason: '看过档案', against: [{ id: link }], records: [register, care] },
  ]);
  expect(await listed('(state: CONTRADICTED)')).toMatchObject([
    { id: patientLink, against: [{ id: data.decideNotAPerson.id }] },
  ]);
  expect(await listed('(kind: NOT_A_PERSON)')).toMatchObject([{ records: [stranger] }]);
  await undo(link);
  expect(await listed('(state: UNDONE)')).toMatchObject([{ id: link, against: [] }]);
  expect(await listed('(state: SUPERSEDED)')).toEqual([]);
});

test('the pages of decisions go on where the last one ended', async () => {
  const ids = [
    await decidePair('LINK', register, care),
    await decidePair('LINK', register, patient),
    await decidePair('UNLINK', register, stranger),
  ];
  const page =
    'query ($after: String) { decisions(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
  const first = (await ask(page)).data.decisions;
  expect(first.pageInfo.hasNextPage).toBe(true);
  const next = (await ask(page, { after: first.pageInfo.endCursor })).data.decisions;
  expect(next.pageInfo.hasNextPage).toBe(false);
  const seen = [...first.nodes, ...next.nodes].map(({ id }: { id: string }) => id);
  expect(seen.sort()).toEqual([...ids].sort());
  expect((await ask(page, { after: 'abc' })).errors[0]?.extensions.code).toBe('CURSOR_INVALID');
});

const contradictions = `{ findings(kind: DECISIONS_CONTRADICT) { nodes {
  id records { dataset key } decisions { id kind reason state } details { name value } residents { id } } } }`;

test('a contradiction is a finding that names its decisions and goes when one of them is undone', async () => {
  const links = [await decidePair('LINK', register, care), await decidePair('LINK', care, stranger)];
  const unlink = await decidePair('UNLINK', register, stranger);
  const { data, errors } = await ask(contradictions);
  expect(errors).toEqual([]);
  const [finding] = data.findings.nodes;
  expect(finding.decisions.map(({ id }: { id: string }) => id).sort()).toEqual([...links, unlink].sort());
  expect(finding.records).toEqual(
    [care, stranger, register].sort((x, y) => (x.dataset + x.key < y.dataset + y.key ? -1 : 1)),
  );
  expect(finding.details).toContainEqual({ name: 'form', value: 'CHAIN' });
  expect(finding.residents.length).toBeGreaterThan(0);
  await undo(unlink);
  expect((await ask(contradictions)).data.findings.nodes).toEqual([]);
  expect(await clusterOf('RK5')).toContain('YL9');
});

test('a link over two valid different numbers is allowed, and shown with the guard that it overrides', async () => {
  const [one, other] = [
    { ...register, key: 'RK7', documentNumber: '320105194305052347' },
    { ...care, key: 'YL7', documentNumber: '340111194305054685' },
  ];
  for (const { documentNumber, ...record } of [one, other]) {
    await putRecord(graph.db, { ...record, values: { name: '陈桂兰', documentType: 'CITIZEN_ID', documentNumber } });
  }
  const id = await decidePair('LINK', { ...register, key: 'RK7' }, { ...care, key: 'YL7' });
  expect(await clusterOf('RK7')).toContain('YL7');
  expect(await listed()).toMatchObject([{ id, state: 'IN_FORCE', guard: 'VALID_IDS_DIFFER' }]);
  const { data } = await ask('{ findings(kind: DECISION_AGAINST_GUARD) { nodes { decisions { id } } } }');
  expect(data.findings.nodes).toEqual([{ decisions: [{ id }] }]);
});

test('an entity tells of the decisions about its records, with their state', async () => {
  const unlink = await decidePair('UNLINK', register, stranger);
  const link = await decidePair('LINK', register, patient);
  const id = (await ask('{ residents(filter: { namePrefix: "李秀英" }) { nodes { id } } }')).data.residents.nodes[0].id;
  const { data } = await ask('query ($id: ID!) { explainLink(id: $id) { decisions { id kind state } } }', { id });
  expect(data.explainLink.decisions).toEqual(
    expect.arrayContaining([
      { id: link, kind: 'LINK', state: 'IN_FORCE' },
      { id: unlink, kind: 'UNLINK', state: 'IN_FORCE' },
    ]),
  );
});

test('of two words on one pair given in the same instant the later one stands', async () => {
  const link = await decidePair('LINK', register, care);
  const unlink = await decidePair('UNLINK', care, register);
  const again = await decidePair('LINK', register, care);
  const states = Object.fromEntries(
    (await listed()).map(({ id, state }: { id: string; state: string }) => [id, state]),
  );
  expect(states).toEqual({ [link]: 'SUPERSEDED', [unlink]: 'SUPERSEDED', [again]: 'IN_FORCE' });
});

test('a word without a reason, about a record that is not there, or by nobody entitled, changes nothing', async () => {
  const platform = await graph.clientWith({ areas: ['*'] });
  const asPlatform = await platform(
    'mutation ($record: RecordInput!) { decideNotAPerson(record: $record, reason: "x") { id } }',
    { record: care },
  );
  const codes = [
    await notAPerson(care, ' '),
    await notAPerson({ dataset: 'health.patient', key: 'none' }),
    asPlatform,
    await platform('{ decisions { nodes { id } } }'),
  ].map(({ errors }) => errors[0]?.extensions.code);
  expect(codes).toEqual(['REASON_INVALID', 'RECORD_UNKNOWN', 'ADMINISTRATOR_ONLY', 'ADMINISTRATOR_ONLY']);
  expect(await graph.db('decision')).toEqual([]);
  expect(await graph.db('disclosure').where({ kind: 'deed', operation: 'record.decide' })).toEqual([]);
});

test('a word that cannot be written into the audit was not given', async () => {
  await graph.db.raw(`alter table disclosure add constraint no_deeds check (kind <> 'deed') not valid`);
  const refused = await notAPerson(care);
  await graph.db.raw('alter table disclosure drop constraint no_deeds');
  expect(refused.errors[0]?.extensions.code).toBe('INTERNAL');
  expect(await graph.db('decision')).toEqual([]);
  expect(await graph.db('pending_record')).toEqual([]);
});

test('a record that is set aside outside the administrator’s area, or of a dataset beyond the agreement, is not shown', async () => {
  await notAPerson(stranger);
  await resolveAll(graph.db);
  const query = '{ decisions { nodes { kind records { dataset key fields { name } } } } }';
  const elsewhere = await graph.clientWith({ areas: ['320105001'] }, 'administrator');
  expect((await elsewhere(query)).data.decisions.nodes).toEqual([
    { kind: 'NOT_A_PERSON', records: [{ dataset: stranger.dataset, key: null, fields: [] }] },
  ]);
  const narrow = await graph.clientWith({ areas: ['*'], fields: ['resident.name'] }, 'administrator');
  expect((await narrow(query)).data.decisions.nodes).toEqual([
    { kind: 'NOT_A_PERSON', records: [{ dataset: stranger.dataset, key: null, fields: null }] },
  ]);
});

test('a page of decisions with everything in them costs no more statements than one decision', async () => {
  const everything = '{ decisions { nodes { id records { dataset key fields { name value } } against { id } } } }';
  const count = async (): Promise<number> => {
    const finish = graph.countStatements();
    expect((await ask(everything)).errors).toEqual([]);
    return finish().length;
  };
  await putRecord(graph.db, { ...stranger, key: 'RK50', values: { name: '测试' } });
  await decidePair('LINK', stranger, { ...stranger, key: 'RK50' });
  await decidePair('UNLINK', stranger, { ...stranger, key: 'RK50' });
  await notAPerson({ ...stranger, key: 'RK50' });
  await resolveAll(graph.db);
  const withFew = await count();
  await decidePair('LINK', register, care);
  await decidePair('UNLINK', register, care);
  await decidePair('LINK', patient, care);
  await notAPerson(patient);
  await resolveAll(graph.db);
  expect(await count()).toBe(withFew);
});
