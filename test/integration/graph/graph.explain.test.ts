import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decide, decideNotAPerson, putRecord, resolveAll, undo } from '../../support/community.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
let elderId: string;

/** Two records that may be one person: all the same but for two numbers, each of them valid; they live apart. */
const one = { dataset: 'public-security.household-register', key: 'RK7' };
const other = { dataset: 'civil-affairs.elderly-care', key: 'YL7' };
const person = {
  name: '陈桂兰',
  documentType: 'CITIZEN_ID',
  sex: '2',
  birthDate: '1943-05-05',
  phone: '13700000007',
  actualAddress: '兴隆街道金陵世纪花园3幢1单元101室',
};
/** Links to the elder's records by the telephone, dwelling and name alone. */
const unnumbered = { dataset: 'civil-affairs.subsistence-allowance', key: 'DB9' };

beforeAll(async () => {
  graph = await openGraph();
  ask = await graph.clientWith({ areas: ['*'] }, 'administrator');
  await putRecord(graph.db, {
    ...one,
    values: { ...person, gridCode: '320105001001001', documentNumber: '320105194305052347' },
  });
  await putRecord(graph.db, {
    ...other,
    values: { ...person, gridCode: '320105002001001', documentNumber: '340111194305054685' },
  });
  await putRecord(graph.db, {
    ...unnumbered,
    values: {
      name: '李秀英',
      phone: '15985277559',
      actualAddress: '兴隆街道金陵世纪花园27幢4单元304室',
      gridCode: '320105001001001',
    },
  });
  await resolveAll(graph.db);
  const { data } = await ask('{ residents(filter: { namePrefix: "李秀英" }) { nodes { id } } }');
  elderId = data.residents.nodes[0].id;
});
afterAll(() => graph.close());

const explainPair = `query ($a: RecordInput!, $b: RecordInput!) { explainPair(a: $a, b: $b) {
  a { dataset key } b { key } decision { kind }
  explanation { weight probability linkCut reviewCut outcome verdict { zh en }
    guard { reason label { zh en } restWeight restAtLeast }
    lines { label { zh en } comparison bits runningWeight frequency { bits label { zh en } } }
    counterfactuals { comparison level decision outcome change label { zh en } } }
} }`;
const explainEntity = `query ($id: ID!) { explainEntity(id: $id) { entityId whole current summary { zh en }
  records { dataset key }
  joins { a { key } b { key } weight decided label { zh en } excused { label { zh } by { key } } }
  weakest { weight } counts { joins carried separations }
  carried { a { key } b { key } outcome between { dataset key } label { zh en } }
  separations { a { key } b { key } cause reason asked because { dataset key } label { zh en } }
  pairs { explanation { weight } } decisions { reason state } } }`;
const explainRecord = `query ($record: RecordInput!) { explainRecord(record: $record) { record { key } summary { zh en }
  entity { entityId } setAsideBy { kind state reason records { dataset key } } joins { a { key } b { key } } carried { a { key } b { key } } separations { b { key } cause label { zh } } } }`;
const entityOf = async (record: typeof one): Promise<string> =>
  (await ask(explainRecord, { record })).data.explainRecord.entity.entityId;
const lastRead = async (entityId: string) => {
  const [entry] = await graph.db('disclosure').where({ kind: 'read', subject_id: entityId }).orderBy('seq', 'desc');
  return entry;
};

describe('a pair', () => {
  test('is explained step by step with what would change the outcome, and both residents are in the audit', async () => {
    const { data, errors } = await ask(explainPair, { a: one, b: other });
    expect(errors).toEqual([]);
    const { explanation, a, b, decision } = data.explainPair;
    expect([a.key, b.key, decision]).toEqual(['RK7', 'YL7', null]);
    expect(explanation).toMatchObject({ outcome: 'REVIEW', guard: { reason: 'VALID_IDS_DIFFER' } });
    expect(explanation.guard.restWeight).toBeGreaterThanOrEqual(explanation.guard.restAtLeast);
    expect(explanation.lines.at(-1).runningWeight).toBeCloseTo(explanation.weight);
    const name = explanation.lines.find((line: { comparison: string }) => line.comparison === 'name');
    expect(name.frequency.label.zh).toMatch(/^共同的取值/);
    const { counterfactuals } = explanation;
    expect(counterfactuals).toContainEqual(
      expect.objectContaining({ comparison: 'document', level: 'unlike', outcome: 'LINK', decision: null }),
    );
    expect(counterfactuals.slice(-2).map((last: { decision: string }) => last.decision)).toEqual(['LINK', 'UNLINK']);
    for (const record of [one, other]) {
      const read = await lastRead(await entityOf(record));
      expect(read.fields).toEqual(expect.arrayContaining(['resident.documentNumber', 'resident.name']));
    }
  });

  test('of which one record is not known is null', async () => {
    const { data, errors } = await ask(explainPair, { a: one, b: { ...other, key: 'none' } });
    expect([data.explainPair, errors]).toEqual([null, []]);
  });
});

describe('an entity', () => {
  test('says how its records joined, what carries the unlike ones, and that nothing keeps others out', async () => {
    const { data, errors } = await ask(explainEntity, { id: elderId });
    expect(errors).toEqual([]);
    const explained = data.explainEntity;
    expect(explained).toMatchObject({ entityId: elderId, whole: true, current: true, separations: [], decisions: [] });
    expect(explained.records.map(({ key }: { key: string }) => key).sort()).toEqual(['DB9', 'RK9', 'YL9', 'pt-9']);
    expect(explained.joins).toHaveLength(3);
    expect(explained.weakest.weight).toBe(explained.joins.at(-1).weight);
    expect(explained.counts).toMatchObject({ joins: 3, separations: 0 });
    expect(explained.summary).toEqual({
      zh: '4 条记录由 3 处关联连成一个主体。',
      en: '4 records are one entity by 3 links.',
    });
    const read = await lastRead(elderId);
    expect(read.fields).toEqual(expect.arrayContaining(['resident.documentNumber', 'resident.actualAddress']));
  });

  test('says what keeps it from another, with the reason in words and whether a person is asked', async () => {
    const { data, errors } = await ask(explainEntity, { id: await entityOf(one) });
    expect(errors).toEqual([]);
    expect(data.explainEntity.separations).toMatchObject([
      {
        a: { key: 'RK7' },
        b: { key: 'YL7' },
        cause: 'GUARD',
        reason: 'VALID_IDS_DIFFER',
        asked: true,
        label: { zh: '规则阻止自动合并：两个有效证件号码不同。' },
      },
    ]);
    const { data: asked } = await ask('{ reviews { nodes { reasonLabel { zh en } } } }');
    expect(asked.reviews.nodes).toEqual([
      { reasonLabel: { zh: '两个有效证件号码不同', en: 'two valid document numbers that differ' } },
    ]);
  });

  test('that is not there is null', async () => {
    const { data, errors } = await ask(explainEntity, { id: '00000000-0000-4000-8000-000000000000' });
    expect([data.explainEntity, errors]).toEqual([null, []]);
  });
});

describe('a record', () => {
  test('says by which links it is in its entity', async () => {
    const { data, errors } = await ask(explainRecord, { record: unnumbered });
    expect(errors).toEqual([]);
    const { record, entity, joins, summary } = data.explainRecord;
    expect([record.key, entity.entityId]).toEqual(['DB9', elderId]);
    expect(joins.length).toBeGreaterThan(0);
    for (const { a, b } of joins) expect([a.key, b.key]).toContain('DB9');
    expect(summary.zh).toMatch(/^所属主体另有 3 条记录/);
  });

  test('that waits for its first resolution has no place yet', async () => {
    await putRecord(graph.db, { ...unnumbered, key: 'DB10', values: { name: '吴敏', gridCode: '320105001001001' } });
    expect((await ask(explainRecord, { record: { ...unnumbered, key: 'DB10' } })).data.explainRecord).toBeNull();
    await resolveAll(graph.db);
    const { data } = await ask(explainRecord, { record: { ...unnumbered, key: 'DB10' } });
    expect(data.explainRecord.summary.en).toBe('No other record is alike enough: it is an entity by itself.');
  });
});

describe('a record that a person decided to be no subject', () => {
  const tested = { ...unnumbered, key: 'DB11' };
  const told = async (by: Ask) => {
    const { data, errors } = await by(explainRecord, { record: tested });
    expect(errors).toEqual([]);
    return data.explainRecord;
  };
  let decisionId: string;
  beforeAll(async () => {
    await putRecord(graph.db, {
      ...tested,
      values: { name: '李秀英', phone: '15985277559', gridCode: '320105001001001' },
    });
    await resolveAll(graph.db);
    decisionId = await decideNotAPerson(graph.db, tested);
  });
  afterAll(async () => {
    await undo(graph.db, decisionId);
    await graph.db('record').where(tested).update({ deleted: true });
    await resolveAll(graph.db);
  });

  test('says whose word that is, also while its entity still holds it, and that it is in no entity', async () => {
    const waiting = await told(ask);
    expect(waiting).toMatchObject({ record: { key: 'DB11' }, entity: null, joins: [], carried: [], separations: [] });
    expect(waiting.summary.en).toMatch(/once that is resolved it leaves the entity it is still in/);
    await resolveAll(graph.db);
    const settled = await told(ask);
    expect(settled).toMatchObject({
      entity: null,
      setAsideBy: { kind: 'NOT_A_PERSON', state: 'IN_FORCE', reason: 'seen in person', records: [tested] },
      summary: { zh: '人工判定此记录不代表任何居民或法人，故不属于任何主体。' },
    });
    expect((await ask(explainPair, { a: tested, b: one })).data.explainPair).toBeNull();
  });

  test('is not told of outside the area of its own grid', async () => {
    expect(await told(await graph.clientWith({ areas: ['320105001'] }, 'administrator'))).toMatchObject({
      entity: null,
    });
    expect(await told(await graph.clientWith({ areas: ['320105002'] }, 'administrator'))).toBeNull();
  });
});

test('the former names of the two queries still answer', async () => {
  const { data, errors } = await ask(
    `query ($a: RecordInput!, $b: RecordInput!, $id: ID!) {
      explain(a: $a, b: $b) { explanation { outcome } } explainLink(id: $id) { pairs { a { key } } decisions { id } } }`,
    { a: one, b: other, id: elderId },
  );
  expect(errors).toEqual([]);
  expect(data.explain.explanation.outcome).toBe('REVIEW');
  expect(data.explainLink.pairs.length).toBeGreaterThanOrEqual(3);
});

describe('access', () => {
  test.each([
    ['explainPair', explainPair, { a: one, b: other }],
    ['explainEntity', explainEntity, { id: '00000000-0000-4000-8000-000000000000' }],
    ['explainRecord', explainRecord, { record: one }],
  ])('%s is for administrators only', async (field, query, variables) => {
    const platform = await graph.clientWith({ areas: ['*'] });
    const { data, errors } = await platform(query, variables);
    expect([data?.[field] ?? null, errors[0]?.extensions.code]).toEqual([null, 'ADMINISTRATOR_ONLY']);
  });

  test('alike records of another area are not told of, not even that there are any', async () => {
    const local = await graph.clientWith({ areas: ['320105001'] }, 'administrator');
    const id = await entityOf(one);
    const { data, errors } = await local(explainEntity, { id });
    expect(errors).toEqual([]);
    expect(data.explainEntity).toMatchObject({ separations: [], counts: { separations: 0 } });
    expect((await local(explainPair, { a: one, b: other })).data.explainPair).toBeNull();
    expect((await local(explainRecord, { record: other })).data.explainRecord).toBeNull();
    const { data: record } = await local(explainRecord, { record: one });
    expect(record.explainRecord.summary.en).toBe('No other record is alike enough: it is an entity by itself.');
  });

  test('an agreement that leaves out what is compared is not told how it compares', async () => {
    const narrow = await graph.clientWith({ areas: ['*'], fields: ['resident.name'] }, 'administrator');
    const { data, errors } = await narrow(explainEntity, { id: elderId });
    expect(data.explainEntity).toBeNull();
    expect(errors).toMatchObject([{ path: ['explainEntity'], extensions: { code: 'FORBIDDEN' } }]);
  });

  test('no value of a record is in an explanation', async () => {
    const { text } = await ask(explainEntity, { id: elderId });
    const pair = await ask(explainPair, { a: one, b: other });
    for (const value of ['李秀英', '320105194106154324', '15985277559', '金陵世纪花园'])
      expect(text).not.toContain(value);
    for (const value of Object.values(person)) if (value.length > 2) expect(pair.text).not.toContain(value);
  });
});

test('a person’s decision is told as what holds two records together, and until it is acted on the explanation says so', async () => {
  await decide(graph.db, 'link', one, other);
  const waiting = await ask(explainEntity, { id: await entityOf(one) });
  expect(waiting.data.explainEntity).toMatchObject({ current: false, joins: [{ decided: true }] });
  const local = await graph.clientWith({ areas: ['320105001'] }, 'administrator');
  expect((await local(explainEntity, { id: await entityOf(one) })).data.explainEntity).toBeNull();
  await resolveAll(graph.db);
  const { data } = await ask(explainEntity, { id: await entityOf(one) });
  expect(data.explainEntity).toMatchObject({
    current: true,
    joins: [{ decided: true, label: { zh: '由人工决定关联。' } }],
    weakest: null,
    carried: [{ between: [], outcome: 'REVIEW' }],
    decisions: [{ reason: 'seen in person', state: 'IN_FORCE' }],
  });
  const { decision, explanation } = (await ask(explainPair, { a: one, b: other })).data.explainPair;
  expect(decision).toEqual({ kind: 'LINK' });
  expect(explanation.counterfactuals).toMatchObject([{ decision: 'UNDO' }, { decision: 'UNLINK' }]);
});
