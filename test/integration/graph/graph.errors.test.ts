import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeAll(async () => {
  graph = await openGraph();
  ask = await graph.clientWith();
});
afterAll(() => graph.close());

const number = '320105198503140135';

test.each([
  [
    'a variable of the wrong form',
    'query ($d: Date!) { residents(filter: { bornFrom: $d }) { nodes { id } } }',
    { d: number },
  ],
  ['a literal of the wrong form', `{ residents(filter: { bornFrom: "${number}" }) { nodes { id } } }`, {}],
  ['an enum that is none', `{ residents(filter: { sex: "${number}" }) { nodes { id } } }`, {}],
  ['an unknown field', `{ resident(id: "${number}") { n${number} } }`, {}],
  ['a broken document', `{ resident(id: "${number}) { name } }`, {}],
  [
    'a filter of the wrong form',
    'query ($n: String) { residents(filter: { areaCode: $n }) { nodes { id } } }',
    { n: `张伟${number}` },
  ],
  ['a missing operation', `query A { sources { dataset } }`, { operationName: number }],
])('%s is explained without repeating what was sent', async (_what, query, variables) => {
  const { errors, text } = await ask(query, variables);
  if (errors.length > 0) expect(errors[0]?.extensions.code).not.toBe('INTERNAL');
  expect(text).not.toContain(number);
  expect(text).not.toContain('张伟');
});

test('what nobody foresaw is told by an id alone, and the log holds the id but no SQL and nobody’s name', async () => {
  await graph.db.raw('alter table household_member rename to household_member_gone');
  const { data, errors, text } = await ask(
    `{ household(id: "张伟的户") { size } residents(first: 1) { nodes { name } } }`,
  );
  await graph.db.raw('alter table household_member_gone rename to household_member');
  expect(data.household).toBeNull();
  expect(data.residents.nodes).toHaveLength(1);
  const id = String(errors[0]?.extensions.id);
  expect(errors[0]).toMatchObject({ path: ['household'], extensions: { code: 'INTERNAL' } });
  expect(text).not.toMatch(/select|household_member|relation|stack|node_modules/i);
  const logged = graph.logLines.find((line) => line.includes(id)) ?? '';
  expect(logged).toContain('"level":"error"');
  expect(logged).not.toMatch(/select |张伟/);
});

test('the body of a request has its limit', async () => {
  const client = await graph.clientWith();
  const response = await fetch(graph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${client.token}`, 'x-purpose': 'elder care' },
    body: JSON.stringify({ query: '{ sources { dataset } }', variables: { filler: 'x'.repeat(300_000) } }),
  });
  expect(response.status).toBe(413);
});

test('several requests in one body are refused', async () => {
  const client = await graph.clientWith();
  const response = await fetch(graph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${client.token}`, 'x-purpose': 'elder care' },
    body: JSON.stringify([{ query: '{ sources { dataset } }' }, { query: '{ sources { dataset } }' }]),
  });
  expect(response.status).toBe(400);
});
