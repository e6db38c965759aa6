import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeAll(async () => {
  graph = await openGraph();
  ask = await graph.clientWith();
});
afterAll(() => graph.close());

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

test.each([
  ['too many tokens', `{ residents { nodes { ${many(2100, () => 'name')} } } }`, 'GRAPHQL_PARSE_FAILED'],
  ['ten thousand times one field', `{ residents { nodes { ${many(10_000, () => 'id')} } } }`, 'GRAPHQL_PARSE_FAILED'],
  [
    'one field over and over within the tokens',
    `{ residents { nodes { ${many(1900, () => 'id')} } } }`,
    'LIMIT_EXCEEDED',
  ],
  ['too deep', `{ grid(code: "32") ${'{ parent '.repeat(13)}{ code }${' }'.repeat(13)} }`, 'LIMIT_EXCEEDED'],
  ['too many names for one thing', `{ ${many(31, (n) => `s${n}: sources { dataset }`)} }`, 'LIMIT_EXCEEDED'],
  [
    'exponential fragments',
    `{ grid(code: "32") { ...F0 } } ${many(100, (n) => `fragment F${n} on Grid { ...F${n + 1} ...F${n + 1} }`)} fragment F100 on Grid { x: code }`,
    'LIMIT_EXCEEDED',
  ],
  [
    'a fragment named __schema',
    `{ ...__schema } fragment __schema on Query { ${many(21, (n) => `f${n}: sources { late }`)} }`,
    'LIMIT_EXCEEDED',
  ],
  [
    'pages of pages',
    '{ grid(code: "32") { children { children { residents(first: 100) { nodes { name } } } } } }',
    'LIMIT_EXCEEDED',
  ],
  [
    'introspection in a circle',
    `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['introspection again and again', `{ ${many(6, (n) => `s${n}: __schema { types { name } }`)} }`, 'LIMIT_EXCEEDED'],
])('%s is refused before anything is read', async (_what, query, code) => {
  const finish = graph.countStatements();
  const { data, errors, status } = await ask(query);
  expect(finish()).toEqual([]);
  expect(data).toBeUndefined();
  expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code });
});

test('a large page by variable is counted by its variable', async () => {
  const query = `query ($n: Int) { residents(first: $n) { nodes { household { members { resident { name } } } } } }`;
  expect((await ask(query, { n: 100 })).errors[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'cost' });
  expect((await ask(query, { n: 50 })).errors).toEqual([]);
});

test('what tools ask to know the schema is answered', async () => {
  const { data, errors } = await ask(getIntrospectionQuery());
  expect(errors).toEqual([]);
  expect(data.__schema.types.length).toBeGreaterThan(50);
});

test('documents as hard as the limits allow are validated fast', async () => {
  const hard = [
    `{ grid(code: "32") { ${many(280, (n) => `...F${n}`)} } } ${many(280, (n) => `fragment F${n} on Grid { code }`)}`,
    `{ grid(code: "32") { ${many(100, () => 'code')} ${many(90, () => 'title')} } }`,
    `{ grid(code: "32") { ...A } } fragment A on Grid { ${many(50, () => '... on Grid { code }')} ${many(50, () => '... on Grid { title level }')} }`,
  ];
  for (const query of hard) {
    const started = process.cpuUsage();
    await ask(query);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(250);
  }
});
