import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { maxCost } from '../../../gateway/graphql/limits/limits.ts';
import { measureCost } from '../../../gateway/graphql/limits/measure-cost.ts';
import { measureDocument } from '../../../gateway/graphql/limits/measure-document.ts';
import { findExcess } from '../../../gateway/graphql/limits/refuse-oversize.ts';

const nest = (levels: number): string => `{${'a{'.repeat(levels - 1)}a${'}'.repeat(levels - 1)}}`;
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');
/** Fragments that each spread the next one twice: 2^n fields when expanded. */
const doubling = (levels: number): string =>
  `{ r { ...F0 } } ${many(levels, (n) => `fragment F${n} on R { ...F${n + 1} ...F${n + 1} }`)} fragment F${levels} on R { x: a }`;

test.each([
  ['12 levels deep', nest(12), null],
  ['13 levels deep', nest(13), 'depth'],
  ['30 aliases', `{ r { ${many(30, (n) => `x${n}: a`)} } }`, null],
  ['31 aliases', `{ r { ${many(31, (n) => `x${n}: a`)} } }`, 'aliases'],
  ['21 root fields', `{ ${many(21, (n) => `f${n}`)} }`, 'rootFields'],
  [
    'root fields hidden in fragments',
    `{ ...A ...A ...A } fragment A on Query { ${many(7, (n) => `f${n}`)} }`,
    'rootFields',
  ],
  ['51 directives', `{ r { ${many(51, () => 'a @skip(if: true)')} } }`, 'directives'],
  ['directives on spreads', `{ r { ${many(51, () => '...F @skip(if: true)')} } } fragment F on R { a }`, 'directives'],
  ['101 repeats of a field', `{ r { ${many(102, () => 'a')} } }`, 'repeatedFields'],
  ['repeats in inline fragments', `{ r { ${many(102, () => '... { a }')} } }`, 'repeatedFields'],
  ['repeats in a fragment nobody spreads', `{ r } fragment F on R { ${many(102, () => 'a')} }`, 'repeatedFields'],
  ['11 operations', many(11, (n) => `query Q${n} { a }`), 'operations'],
  ['exponential fragments', doubling(60), 'aliases'],
  ['exponential fragments, shallow', doubling(8), 'aliases'],
  ['a fragment that spreads itself', '{ r { ...F } } fragment F on R { a ...F }', null],
  ['fragments that spread each other', '{ r { ...F } } fragment F on R { ...G } fragment G on R { ...F }', null],
  ['a fragment named __schema', `{ ...__schema } fragment __schema on Query { ${nest(13).slice(1, -1)} }`, 'depth'],
  ['introspection by the usual tools', getIntrospectionQuery(), null],
  ['introspection without end', `{ __schema { types { ${nest(30).slice(1, -1)} } } }`, 'introspectionDepth'],
])('%s', (_what, query, limit) => {
  expect(findExcess(parse(query))?.limit ?? null).toBe(limit);
});

const schema = buildSchema(`
  type Query { resident(id: ID): R residents(first: Int = 20): RConnection list: [R!] }
  type RConnection { nodes: [R!]! edges: [REdge!]! pageInfo: P! totalCount: Int }
  type REdge { node: R! } type P { endCursor: String }
  type R { a: String friends(first: Int): RConnection records: [X!] health: H conditions: [X!] }
  type H { conditions: [X!] } type X { a: String }
`);
const costOf = (query: string, variables = {}): number => {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return measureCost(schema, document, operation, variables);
};

test.each([
  ['one object, whatever its scalars', '{ resident { a } }', {}, 1],
  ['a page of twenty by default', '{ residents { nodes { a } } }', {}, 21],
  ['a page of a hundred', '{ residents(first: 100) { nodes { a } pageInfo { endCursor } } }', {}, 101],
  ['a page by variable', 'query ($n: Int) { residents(first: $n) { nodes { a } } }', { n: 7 }, 8],
  ['a variable’s default', 'query ($n: Int = 9) { residents(first: $n) { nodes { a } } }', {}, 10],
  ['a page of unheard-of size counts as the largest', '{ residents(first: 99999) { nodes { a } } }', {}, 101],
  ['pages in pages multiply', '{ residents(first: 10) { nodes { friends(first: 5) { nodes { a } } } } }', {}, 71],
  ['edges cost what nodes cost, and the edge', '{ residents(first: 10) { edges { node { a } } } }', {}, 21],
  ['a live lookup weighs more', '{ resident { health { conditions { a } } } }', {}, 9],
  [
    'a fragment costs the same wherever it is spread',
    '{ resident { ...F } b: resident { ...F } } fragment F on R { records { a } }',
    {},
    8,
  ],
  ['the same field under many names is paid each time', '{ a: resident { a } b: resident { a } }', {}, 2],
])('cost: %s', (_what, query, variables, cost) => {
  expect(costOf(query, variables)).toBe(cost);
});

test('pages in pages in pages pass the limit', () => {
  const page = (inner: string): string => `friends(first: 100) { nodes { ${inner} } }`;
  expect(costOf(`{ resident { ${page(page('a'))} } }`)).toBeGreaterThan(maxCost);
});

test('any attack is measured in a few milliseconds, and never differs from run to run', () => {
  const attack = fc.constantFrom(
    doubling(120),
    `{ r { ${many(900, () => 'a')} } }`,
    nest(600),
    `{ ${many(400, (n) => `x${n}: r { a }`)} }`,
    `{ ${many(280, (n) => `...F${n}`)} } ${many(280, (n) => `fragment F${n} on Query { a }`)}`,
  );
  fc.assert(
    fc.property(attack, (query) => {
      const document = parse(query);
      measureDocument(document);
      const started = process.cpuUsage();
      const measure = measureDocument(document);
      const { user, system } = process.cpuUsage(started);
      expect((user + system) / 1000).toBeLessThan(25);
      expect(measureDocument(document)).toEqual(measure);
    }),
    { numRuns: 20 },
  );
});
