import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeAll(async () => {
  graph = await openGraph({ deadlineMs: 1500 });
  ask = await graph.clientWith();
});
afterAll(() => graph.close());
afterEach(() => {
  for (const source of ['health', 'public-security', 'civil-affairs'] as const) graph.lookups.fail(source, null);
});

const everything = `{
  residents(filter: { namePrefix: "李" }) {
    nodes {
      name
      health { patient { patientId } conditions { name clinicalStatus } immunizations { vaccine date } }
      publicSecurity { identityVerification { status } }
      civilAffairs { payments { amount paidOn } }
    }
  }
}`;

test('three departments answer live, and the answer says so', async () => {
  const { data, errors, extensions } = await ask(everything);
  expect(errors).toEqual([]);
  expect(data.residents.nodes).toEqual([
    {
      name: '李秀英',
      health: {
        patient: [{ patientId: 'pt-9' }],
        conditions: [{ name: '高血压', clinicalStatus: 'active' }],
        immunizations: [{ vaccine: '流感疫苗', date: '2025-10-01' }],
      },
      publicSecurity: { identityVerification: { status: 'MISMATCH' } },
      civilAffairs: { payments: [{ amount: '703.50', paidOn: '2026-10-10' }] },
    },
  ]);
  expect(extensions.sources).toContainEqual({
    source: 'civil-affairs',
    state: 'live',
    code: null,
    retryable: false,
    fetchedAt: '2026-11-01T08:00:00.000Z',
    ageSeconds: 0,
    paths: ['residents.nodes.0.civilAffairs.payments'],
  });
});

test.each([
  ['health', 'SOURCE_TIMEOUT', ['health.conditions', 'health.immunizations']],
  ['public-security', 'SOURCE_UNAVAILABLE', ['publicSecurity.identityVerification']],
  ['civil-affairs', 'SOURCE_INVALID', ['civilAffairs.payments']],
  ['civil-affairs', 'NOT_CONFIGURED', ['civilAffairs.payments']],
] as const)('%s with %s costs only %j', async (source, code, lost) => {
  graph.lookups.fail(source, code);
  const { data, errors, extensions } = await ask(everything);
  const [node] = data.residents.nodes;
  expect(node.name).toBe('李秀英');
  expect(node.health.patient).toEqual([{ patientId: 'pt-9' }]);
  const paths = lost.map((field) => `residents.nodes.0.${field}`);
  expect(errors.map(({ path, extensions: { code: told, source: from } }) => [path?.join('.'), told, from])).toEqual(
    paths.map((path) => [path, code, source]),
  );
  for (const field of lost) {
    const [part = '', name = ''] = field.split('.');
    expect(node[part][name]).toBeNull();
  }
  const gap = extensions.sources.find(({ state }: { state: string }) => state === 'failed');
  expect(gap).toMatchObject({ source, code, paths });
  const live = extensions.sources.filter(({ state }: { state: string }) => state === 'live');
  expect(live.map(({ source: one }: { source: string }) => one)).not.toContain(source);
});

test('a page of residents is one question to each department, however many live fields ask', async () => {
  const before = { ...graph.lookups.asked };
  const { data } = await ask(
    '{ residents { nodes { name health { conditions { name } } civilAffairs { payments { amount } } } } }',
  );
  expect(data.residents.nodes.length).toBeGreaterThan(3);
  expect(graph.lookups.asked.health).toBe((before.health ?? 0) + 1);
  expect(graph.lookups.asked['civil-affairs']).toBe((before['civil-affairs'] ?? 0) + 1);
});

test('a resident without a number has nothing to be looked up by', async () => {
  const { data, errors } = await ask(
    '{ residents(filter: { namePrefix: "孙丽" }) { nodes { health { conditions { name } } } } }',
  );
  expect(errors).toEqual([]);
  expect(data.residents.nodes).toEqual([{ health: { conditions: null } }]);
});

test('a department that never answers does not hold the answer beyond its deadline', async () => {
  graph.lookups.fail('health', 'hang');
  const started = Date.now();
  const { data, errors, status } = await ask(everything);
  expect(Date.now() - started).toBeLessThan(2500);
  expect({ status, data, code: errors[0]?.extensions.code }).toEqual({
    status: 200,
    data: null,
    code: 'DEADLINE_EXCEEDED',
  });
});

test('verifyIdentity says that public security did not answer rather than guess', async () => {
  graph.lookups.fail('public-security', 'SOURCE_TIMEOUT');
  const { data, errors, text } = await ask('{ verifyIdentity(name: "陌生人", idNumber: "11010519491231002X") }');
  expect(data.verifyIdentity).toBeNull();
  expect(errors).toMatchObject([{ path: ['verifyIdentity'], extensions: { code: 'SOURCE_TIMEOUT', retryable: true } }]);
  expect(text).not.toContain('11010519491231002X');
});

test('an emergency card does not wait for a department that hangs: it is there without the conditions', async () => {
  graph.lookups.fail('health', 'hang');
  const card = '{ emergencyCard(phone: "15985277559", incident: "119-9") { persons { name conditions { name } } } }';
  await ask(card);
  const started = performance.now();
  const { data, errors } = await ask(card);
  expect(performance.now() - started).toBeLessThan(1000);
  expect(data.emergencyCard.persons).toEqual([{ name: '李秀英', conditions: null }]);
  expect(errors).toMatchObject([
    { path: ['emergencyCard', 'persons', 0, 'conditions'], extensions: { code: 'SOURCE_TIMEOUT', source: 'health' } },
  ]);
});
