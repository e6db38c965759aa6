import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { putRecord, readClusters, resolveAll } from '../../support/community.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeEach(async () => {
  graph = await openGraph();
  ask = await graph.clientWith({ areas: ['*'] }, 'administrator');
  await sendDoubtful();
});
afterEach(() => graph.close());

/** Two records that may be one person: all the same but for two numbers, each of them valid. */
const one = { dataset: 'public-security.household-register', key: 'RK7' };
const other = { dataset: 'civil-affairs.elderly-care', key: 'YL7' };
const person = {
  name: '陈桂兰',
  documentType: 'CITIZEN_ID',
  sex: '2',
  birthDate: '1943-05-05',
  phone: '13700000007',
  gridCode: '320105001001001',
  actualAddress: '兴隆街道金陵世纪花园3幢1单元101室',
};

async function sendDoubtful(): Promise<void> {
  await putRecord(graph.db, { ...one, values: { ...person, documentNumber: '320105194305052347' } });
  await putRecord(graph.db, { ...other, values: { ...person, documentNumber: '340111194305054685' } });
  await resolveAll(graph.db);
}

const reviews = `{ reviews { pageInfo { hasNextPage } nodes {
  id reason weight state
  a { dataset key entityId fields { name label { zh en } value masked } }
  b { dataset key entityId fields { name value } }
  explanation { weight probability outcome verdict { zh en } lines { label { zh en } bits runningWeight } }
} } }`;
const together = (clusters: readonly string[]): boolean =>
  clusters.some((members) => members.includes('RK7') && members.includes('YL7'));

test('a review shows both records side by side and the evidence in both languages, and the reads are in the audit', async () => {
  const { data, errors } = await ask(reviews);
  expect(errors).toEqual([]);
  const [review] = data.reviews.nodes;
  expect([review.a.key, review.b.key].sort()).toEqual(['RK7', 'YL7']);
  expect([...review.a.fields, ...review.b.fields]).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'birthDate', value: '1943-05-05' })]),
  );
  const { lines, weight } = review.explanation;
  expect(lines.at(-1).runningWeight).toBeCloseTo(weight);
  expect(lines[0].label.zh).toMatch(/[\u4e00-\u9fff]/);
  expect(lines[0].label.en).toMatch(/[a-z]/);
  const read = await graph.db('disclosure').where({ kind: 'read', subject_id: review.a.entityId });
  expect(read[0].fields).toEqual(expect.arrayContaining(['resident.documentNumber', 'resident.name']));
});

test.each(['LINK', 'UNLINK'] as const)(
  'the decision %s is remembered, in the audit, and undone again',
  async (verdict) => {
    const before = together(await readClusters(graph.db));
    const { data } = await ask(reviews);
    const id = data.reviews.nodes[0].id;
    const decided = await ask(
      'mutation ($id: ID!, $verdict: ReviewVerdict!) { decideReview(id: $id, decision: $verdict, reason: "看过档案") { review { state } decision { id kind author reason } } }',
      { id, verdict },
    );
    expect(decided.errors).toEqual([]);
    const { review, decision } = decided.data.decideReview;
    expect(review.state).toBe('DECIDED');
    expect(decision).toMatchObject({ kind: verdict, reason: '看过档案' });
    expect(graph.enqueued).toEqual([{ job: 'resolve', payload: {} }]);
    const deed = await graph.db('disclosure').where({ kind: 'deed', operation: 'review.decide' });
    expect(deed).toMatchObject([{ subject_id: id, details: { verdict, decision: decision.id } }]);

    await resolveAll(graph.db);
    expect(together(await readClusters(graph.db))).toBe(verdict === 'LINK');
    expect((await ask(reviews)).data.reviews.nodes).toEqual([]);
    const again = await ask(
      'mutation ($id: ID!) { decideReview(id: $id, decision: LINK, reason: "x") { review { id } } }',
      { id },
    );
    expect(again.errors[0]?.extensions.code).toBe('REVIEW_CLOSED');

    const undone = await ask('mutation ($id: ID!) { undoDecision(id: $id, reason: "看错了") { id } }', {
      id: decision.id,
    });
    expect(undone.errors).toEqual([]);
    await resolveAll(graph.db);
    expect(together(await readClusters(graph.db))).toBe(before);
    expect((await ask(reviews)).data.reviews.nodes).toHaveLength(1);
  },
);

test('a review put off stays open, and even that is on record', async () => {
  const id = (await ask(reviews)).data.reviews.nodes[0].id;
  const later = await ask(
    'mutation ($id: ID!) { decideReview(id: $id, decision: LATER, reason: "问派出所") { review { state } decision { id } } }',
    { id },
  );
  expect(later.data.decideReview).toEqual({ review: { state: 'OPEN' }, decision: null });
  expect(graph.enqueued).toEqual([]);
  expect(await graph.db('disclosure').where({ operation: 'review.decide' })).toHaveLength(1);
});

test('any two records can be decided, and the entity then says why it is one', async () => {
  const decided = await ask(
    'mutation ($a: RecordInput!, $b: RecordInput!) { decidePair(a: $a, b: $b, kind: LINK, reason: "同一人") { id } }',
    { a: one, b: other },
  );
  expect(decided.errors).toEqual([]);
  await resolveAll(graph.db);
  const id = (await ask('{ residents(filter: { namePrefix: "陈桂兰" }) { nodes { id } } }')).data.residents.nodes[0].id;
  const { data, errors } = await ask(
    'query ($id: ID!) { explainEntity(id: $id) { decisions { reason } pairs { a { key } b { key } explanation { outcome lines { bits } } } } }',
    { id },
  );
  expect(errors).toEqual([]);
  expect(data.explainEntity.decisions).toEqual([{ reason: '同一人' }]);
  const explained = await ask(
    'query ($a: RecordInput!, $b: RecordInput!) { explainPair(a: $a, b: $b) { explanation { probability verdict { zh } } } }',
    { a: one, b: other },
  );
  expect(explained.errors).toEqual([]);
  expect(explained.data.explainPair.explanation.probability).toBeGreaterThan(0);
});

test('a decision without a reason, or about records that are not there, changes nothing', async () => {
  const mutation =
    'mutation ($a: RecordInput!, $b: RecordInput!, $r: String!) { decidePair(a: $a, b: $b, kind: LINK, reason: $r) { id } }';
  const codes = [
    await ask(mutation, { a: one, b: other, r: '  ' }),
    await ask(mutation, { a: one, b: { dataset: 'health.patient', key: 'none' }, r: 'x' }),
    await ask(mutation, { a: one, b: one, r: 'x' }),
    await ask('mutation { undoDecision(id: "00000000-0000-4000-8000-000000000000", reason: "x") { id } }'),
    await ask('mutation { decideReview(id: "none", decision: LINK, reason: "x") { review { id } } }'),
  ].map(({ errors }) => errors[0]?.extensions.code);
  expect(codes).toEqual(['REASON_INVALID', 'RECORD_UNKNOWN', 'PAIR_INVALID', 'DECISION_UNKNOWN', 'REVIEW_UNKNOWN']);
  expect(await graph.db('decision')).toEqual([]);
  expect(
    await graph.db('disclosure').where({ kind: 'deed' }).whereIn('operation', ['pair.decide', 'review.decide']),
  ).toEqual([]);
});

test('a reconciliation is asked for once it is durable', async () => {
  const { data, errors } = await ask(
    'mutation { startReconciliation(dryRun: true) { id state dryRun retrain requestedBy } }',
  );
  expect(errors).toEqual([]);
  const { id } = data.startReconciliation;
  expect(data.startReconciliation).toMatchObject({ state: 'RUNNING', dryRun: true, retrain: false });
  expect(graph.enqueued).toEqual([{ job: 'reconcile', payload: { reconciliationId: id } }]);
  expect((await ask('{ reconciliations { id state report } }')).data.reconciliations).toEqual([
    { id, state: 'RUNNING', report: '{}' },
  ]);
});

test('findings name the people and records concerned, and a resident’s readers are listed', async () => {
  await sendDeadDrawing('周德胜', '1939020245');
  const { data, errors } = await ask(
    '{ findings(kind: DECEASED_DRAWING_ALLOWANCE) { nodes { kind residents { id name } records { dataset key } details { name value } } } }',
  );
  expect(errors).toEqual([]);
  const [finding] = data.findings.nodes;
  expect(finding.residents).toMatchObject([{ name: '周德胜' }]);
  expect(finding.records).toContainEqual({ dataset: 'civil-affairs.subsistence-allowance', key: 'DB1939020245' });
  const { data: reads } = await ask(
    'query ($id: ID!) { readsOf(id: $id) { seq kind client purpose operation fields } }',
    {
      id: finding.residents[0].id,
    },
  );
  expect(reads.readsOf[0]).toMatchObject({
    kind: 'read',
    purpose: 'elder care',
    fields: expect.arrayContaining(['resident.name']),
  });
});

test('a page of reviews with everything in them costs no more statements than one review', async () => {
  await ask(reviews);
  const count = async (): Promise<number> => {
    const finish = graph.countStatements();
    expect((await ask(reviews)).errors).toEqual([]);
    return finish().length;
  };
  const withOne = await count();
  for (const [index, name] of ['黄志强', '欧阳若曦', '司马文静'].entries()) {
    const twin = { ...person, name, birthDate: `195${index}-0${index + 1}-11`, phone: `1370000010${index}` };
    const values = { ...twin, actualAddress: `兴隆街道江东中路${index + 1}号${index + 1}幢101室` };
    const born = `195${index}0${index + 1}11`;
    await putRecord(graph.db, {
      ...one,
      key: `RK7${index}`,
      values: { ...values, documentNumber: numbered(`320105${born}234`) },
    });
    await putRecord(graph.db, {
      ...other,
      key: `YL7${index}`,
      values: { ...values, documentNumber: numbered(`340111${born}546`) },
    });
  }
  await resolveAll(graph.db);
  expect((await ask(reviews)).data.reviews.nodes.length).toBeGreaterThan(1);
  expect(await count()).toBe(withOne);
});

test('the pages of reviews and findings go on where the last one ended', async () => {
  await sendDeadDrawing('周德胜', '1939020245');
  await sendDeadDrawing('吴桂珍', '1938030346');
  const first = await ask('{ findings(first: 1) { pageInfo { hasNextPage endCursor } nodes { id } } }');
  expect(first.errors).toEqual([]);
  const after = first.data.findings.pageInfo.endCursor;
  const next = await ask('query ($after: String) { findings(first: 100, after: $after) { nodes { id } } }', { after });
  const ids = [...first.data.findings.nodes, ...next.data.findings.nodes].map(({ id }: { id: string }) => id);
  const open = await graph.db('finding').where({ state: 'open' });
  expect(open.length).toBeGreaterThan(1);
  expect([ids.length, new Set(ids).size]).toEqual([open.length, open.length]);
  const foreign = await ask('query ($after: String) { reviews(after: $after) { nodes { id } } }', { after: 'abc' });
  expect(foreign.errors[0]?.extensions.code).toBe('CURSOR_INVALID');
});

test('a batch on its way is in the overview until it is published', async () => {
  await graph.db.raw(
    `insert into batch (id, dataset, department, client_id, mode, state, body_sha256, body_bytes, form, as_of, received, rejected, received_at)
     values (gen_random_uuid(), 'health.patient', 'health', gen_random_uuid(), 'upsert', 'ingesting', '', 1, 'fhir', now(), 10, 1, now())`,
  );
  const overview = '{ openBatches { dataset state received rejected pages pagesDone problem } }';
  expect((await ask(overview)).data.openBatches).toEqual([
    { dataset: 'health.patient', state: 'INGESTING', received: 10, rejected: 1, pages: 0, pagesDone: 0, problem: null },
  ]);
  await graph.db('batch').update({ state: 'published' });
  expect((await ask(overview)).data.openBatches).toEqual([]);
});

/** A death in one department's record, an allowance in another's. */
async function sendDeadDrawing(name: string, tail: string): Promise<void> {
  const values = {
    ...person,
    name,
    documentNumber: numbered(`320105${tail}7`),
    birthDate: `${tail.slice(0, 4)}-${tail.slice(4, 6)}-${tail.slice(6, 8)}`,
    phone: `13900${tail.slice(2, 8)}`,
    actualAddress: `兴隆街道梦都大街${tail.slice(6, 8)}号1幢${tail.slice(8)}室`,
  };
  await putRecord(graph.db, { ...one, key: `RK${tail}`, values: { ...values, lifeStatus: 'DECEASED' } });
  await putRecord(graph.db, {
    dataset: 'civil-affairs.subsistence-allowance',
    key: `DB${tail}`,
    values: { ...values, allowanceStatus: 'RECEIVING' },
  });
  await resolveAll(graph.db);
}

/** Seventeen digits with the check character of GB 11643. */
function numbered(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}

test('an administrator whose agreement leaves out what is compared is not told how it compares', async () => {
  const narrow = await graph.clientWith({ areas: ['*'], fields: ['resident.name'] }, 'administrator');
  const { data, errors } = await narrow(
    '{ reviews { nodes { id a { key fields { name } } explanation { weight } } } }',
  );
  expect(data.reviews.nodes).toMatchObject([{ a: { key: null, fields: null }, explanation: null }]);
  expect(errors).toMatchObject([{ path: ['reviews', 'nodes', 0, 'explanation'], extensions: { code: 'FORBIDDEN' } }]);
});

test('a decision that cannot be written into the audit did not happen', async () => {
  const id = (await ask(reviews)).data.reviews.nodes[0].id;
  const decide = 'mutation ($id: ID!) { decideReview(id: $id, decision: LINK, reason: "x") { review { id } } }';
  await graph.db.raw(`alter table disclosure add constraint no_deeds check (kind <> 'deed') not valid`);
  const refused = await ask(decide, { id });
  await graph.db.raw('alter table disclosure drop constraint no_deeds');
  expect(refused.errors[0]?.extensions.code).toBe('INTERNAL');
  expect(await graph.db('decision')).toEqual([]);
  expect(await graph.db('pending_record')).toEqual([]);
  expect(graph.enqueued).toEqual([]);
  expect((await ask(decide, { id })).errors).toEqual([]);
});
