import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeAll(async () => {
  graph = await openGraph();
  ask = await graph.clientWith({ areas: ['*'] });
});
afterAll(() => graph.close());

async function count(query: string): Promise<number> {
  await ask(query);
  const finish = graph.countStatements();
  const { errors } = await ask(query);
  expect(errors).toEqual([]);
  return finish().length;
}

/** At most one statement per type and level; statistics are three, one per what is counted. */
test.each([
  ['a page of residents', '{ residents { nodes { name phone age } } }', 1],
  [
    'their records, in every department’s part',
    '{ residents { nodes { records { key } health { patient { key } } publicSecurity { householdRegister { key } } } } }',
    2,
  ],
  [
    'their grids and what these lie in',
    '{ residents { nodes { grid { title parent { title parent { title } } } } } }',
    4,
  ],
  ['their households with all members', '{ residents { nodes { household { members { resident { name } } } } } }', 2],
  [
    'the members’ records',
    '{ residents(first: 10) { nodes { household { members { resident { records { key } } } } } } }',
    3,
  ],
  ['residents of every child of an area', '{ grid(code: "320105") { children { residents { nodes { name } } } } }', 3],
  [
    'both kinds of every child',
    '{ grid(code: "320105") { children { residents { nodes { name } } legalEntities { nodes { name } } } } }',
    4,
  ],
  [
    'counts of every child',
    '{ grid(code: "320105") { children { statistics { residents legalEntities households } } } }',
    5,
  ],
  ['the people who answer for legal entities', '{ legalEntities { nodes { name legalPerson { name } } } }', 2],
  [
    'a page of legal entities',
    '{ legalEntities { nodes { name grid { title } publicSecurity { specialTrade { key } } } } }',
    3,
  ],
  ['the entities behind changes', '{ changes(first: 50) { nodes { resident { name } legalEntity { name } } } }', 4],
  [
    'the same resident under three names',
    'query { a: residents(first: 1) { nodes { id } } b: sources { dataset } }',
    2,
  ],
])('%s', async (_what, query, statements) => {
  expect(await count(query)).toBe(statements);
});

test('a hundred aliases of one resident would be one statement; thirty are allowed', async () => {
  const id = (await ask('{ residents(first: 1) { nodes { id } } }')).data.residents.nodes[0].id;
  const fields = Array.from({ length: 20 }, (_, index) => `r${index}: resident(id: "${id}") { name }`);
  expect(await count(`{ ${fields.join(' ')} }`)).toBe(1);
});
