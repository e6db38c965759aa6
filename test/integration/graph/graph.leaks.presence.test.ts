import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { putRecord, resolveAll } from '../../support/community.ts';
import { type AttackedGraph, codesOf, drawing, openAttackedGraph } from './open-attacked-graph.ts';
import type { Ask } from './open-graph.ts';

/** Attempts to get to know of somebody that they exist, live there or are in a dataset: each title is the attempt's failure. */
let graph: AttackedGraph;
beforeAll(async () => {
  graph = await openAttackedGraph();
});
afterAll(() => graph.close());

describe('that somebody is in a department’s dataset is not told past the agreement', () => {
  const query = `query ($id: ID!) { resident(id: $id) {
    name records { dataset key } provenance { field dataset key }
    civilAffairs { subsistenceAllowance { version } elderlyCare { version } } health { patient { receivedAt } }
  } }`;

  test('by its list, its number of records or the source of a shared value', async () => {
    const narrow = await graph.clientWith({
      fields: ['resident.name', 'resident.sex', 'resident.health.patient.name'],
    });
    const elder = await narrow(query, { id: graph.ids.elder });
    expect(elder.data.resident.records).toMatchObject([{ dataset: 'health.patient' }]);
    expect(elder.data.resident.civilAffairs).toEqual({ subsistenceAllowance: null, elderlyCare: null });
    expect(elder.data.resident.health.patient).toHaveLength(1);
    expect(elder.text).not.toMatch(/elderly-care|household-register|YL9|RK9/);
    const drawing = await narrow(query, { id: graph.ids.drawing });
    expect(drawing.text).not.toMatch(/subsistence-allowance|DB5/);
    expect(drawing.data.resident.provenance).toEqual([
      { field: 'name', dataset: null, key: null },
      { field: 'sex', dataset: null, key: null },
    ]);
  });

  test('by a refusal that comes only where there is a record', async () => {
    const narrow = await graph.clientWith({ fields: ['resident.name'] });
    const refusals = await Promise.all(
      [graph.ids.drawing, graph.ids.elder].map(async (id) => codesOf((await narrow(query, { id })).errors)),
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
  const answers = await Promise.all(
    [graph.ids.drawing, graph.ids.elder, graph.ids.father].map((id) => low(query, { id })),
  );
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
      { id: graph.ids.elder },
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
      { id: graph.ids.father },
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

describe('the changes', () => {
  test('name no field that is masked, and pass over who changed in nothing else', async () => {
    const { data: before } = await graph.all('{ changes(first: 100) { pageInfo { endCursor } } }');
    const after = before.changes.pageInfo.endCursor;
    await putRecord(graph.db, {
      ...drawing,
      version: '2026-10-30T00:00:00Z',
      values: { ...drawing.values, allowanceStatus: 'STOPPED' },
    });
    await resolveAll(graph.db);
    const changes = async (ask: Ask) =>
      (await ask('query ($after: String) { changes(after: $after) { nodes { entityId fields } } }', { after })).data
        .changes.nodes;
    expect(await changes(graph.all)).toEqual([{ entityId: graph.ids.drawing, fields: ['allowanceStatus'] }]);
    expect(await changes(await graph.clientWith({ grade: 2 }))).toEqual([]);
    expect(await changes(await graph.clientWith({ fields: ['resident.name'] }))).toEqual([]);
    expect(await changes(await graph.clientWith({ areas: ['320105002'] }))).toEqual([]);
  });

  test('do not name an entity elsewhere into which one of this area was merged', async () => {
    const after = await graph.lastSeq('change');
    await graph.db('change').insert({
      seq: String(BigInt(after) + 1n),
      at: new Date('2026-11-01T08:00:00Z'),
      kind: 'ABSORBED',
      entity_type: 'resident',
      entity_id: '00000000-0000-4000-8000-000000000001',
      other_entity_id: graph.ids.elder,
      previous_grid_code: '320105002001001',
    });
    const query = 'query ($after: String) { changes(after: $after) { nodes { kind entityId otherEntityId } } }';
    const told = async (ask: Ask) => (await ask(query, { after })).data.changes.nodes;
    expect(await told(graph.all)).toMatchObject([{ kind: 'ABSORBED', otherEntityId: graph.ids.elder }]);
    expect(await told(await graph.clientWith({ areas: ['320105002'] }))).toMatchObject([
      { kind: 'ABSORBED', otherEntityId: null },
    ]);
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
    const { errors } = await graph.all(
      'query ($areaCode: String) { residents(filter: { areaCode: $areaCode }) { totalCount } }',
      { areaCode },
    );
    expect(errors[0]?.extensions.code).toBe('FILTER_INVALID');
  });
});

test('an id that was merged into somebody elsewhere leads nowhere, with or without having been here', async () => {
  const absorbed = '00000000-0000-4000-8000-000000000002';
  await graph.db('entity').insert({
    id: absorbed,
    entity_type: 'resident',
    state: 'absorbed',
    absorbed_into: graph.ids.south,
    created_at: new Date('2026-01-01T00:00:00Z'),
  });
  const query = 'query ($id: ID!) { resident(id: $id) { id aliasOf name } }';
  expect((await graph.all(query, { id: absorbed })).data.resident).toMatchObject({
    id: graph.ids.south,
    aliasOf: absorbed,
  });
  const street = await graph.clientWith();
  const [merged, unknown] = await Promise.all([
    street(query, { id: absorbed }),
    street(query, { id: '00000000-0000-4000-8000-00000000000f' }),
  ]);
  expect(merged.text).toBe(unknown.text);
});

test('a resident without a grid is nobody’s but of those who may see every area', async () => {
  await putRecord(graph.db, {
    dataset: 'public-security.household-register',
    key: 'RK8',
    values: { name: '周无格', documentType: 'CITIZEN_ID', documentNumber: '320105196001010019', sex: '1' },
  });
  await resolveAll(graph.db);
  const query = `{ residents(filter: { namePrefix: "周" }) { totalCount nodes { name } }
    residentByIdentity(name: "周无格", document: "320105196001010019") { name } }`;
  expect((await graph.all(query)).data.residents.nodes).toEqual([{ name: '周无格' }]);
  const wide = await graph.clientWith({ areas: ['32', '99'] });
  expect((await wide(query)).data).toEqual({ residents: { totalCount: 0, nodes: [] }, residentByIdentity: null });
});
