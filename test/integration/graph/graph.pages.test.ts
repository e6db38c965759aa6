import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putRecord, resolveAll } from '../../support/community.ts';
import { type Ask, type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
let ask: Ask;
beforeAll(async () => {
  graph = await openGraph();
  ask = await graph.clientWith();
});
afterAll(() => graph.close());

const page = `query ($after: String, $order: ResidentOrder) {
  residents(first: 2, after: $after, order: $order) {
    edges { cursor node { id name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

test.each([
  ['ID', 'ASCENDING'],
  ['ID', 'DESCENDING'],
  ['NAME', 'ASCENDING'],
  ['BIRTH_DATE', 'DESCENDING'],
  ['GRID_CODE', 'ASCENDING'],
])('pages by %s %s show everybody once, also when somebody moves in meanwhile', async (by, direction) => {
  const before = (await ask('{ residents(first: 100) { nodes { id } } }')).data.residents.nodes.map(
    ({ id }: { id: string }) => id,
  );
  const seen: string[] = [];
  let after: string | null = null;
  for (let turn = 0; turn < 10; turn += 1) {
    const { data, errors } = await ask(page, { after, order: { by, direction } });
    expect(errors).toEqual([]);
    const { edges, pageInfo } = data.residents;
    expect(pageInfo).toMatchObject({
      hasPreviousPage: after !== null,
      startCursor: edges[0].cursor,
      endCursor: edges.at(-1).cursor,
    });
    seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
    if (turn === 0) await moveIn(`${by}${direction}`);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(before.filter((id: string) => !seen.includes(id))).toEqual([]);
});

test.each([
  ['a page of none', '{ residents(first: 0) { nodes { id } } }', 'PAGE_SIZE_INVALID'],
  ['a page of 101', '{ residents(first: 101) { nodes { id } } }', 'PAGE_SIZE_INVALID'],
  ['a made-up cursor', '{ residents(after: "abc") { nodes { id } } }', 'CURSOR_INVALID'],
  ['a cursor of another order', '{ residents(after: "WyJhIl0") { nodes { id } } }', 'CURSOR_INVALID'],
  ['a position that is none', '{ changes(after: "x") { nodes { seq } } }', 'CURSOR_INVALID'],
])('%s is refused with its reason', async (_what, query, code) => {
  const { errors } = await ask(query);
  expect(errors[0]?.extensions.code).toBe(code);
});

async function moveIn(key: string): Promise<void> {
  await putRecord(graph.db, {
    dataset: 'public-security.residence-permit',
    key,
    values: { name: `钱${key}`, birthDate: '1991-01-01', gridCode: '320105001001001' },
  });
  await resolveAll(graph.db);
}
