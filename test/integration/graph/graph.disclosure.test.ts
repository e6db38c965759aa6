import { createHash } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { unavailable } from '../../../schema/model/errors.ts';
import { type OpenGraph, openGraph } from './open-graph.ts';

let graph: OpenGraph;
afterEach(() => graph.close());

const query = 'query WhoIsThere { residents { nodes { name phone } } }';

test('when the audit cannot be written, nothing of the answer leaves', async () => {
  graph = await openGraph({
    disclosures: () => ({
      append: () => Promise.reject(unavailable('DISCLOSURE_UNAVAILABLE', 'audit: the disk is full')),
    }),
  });
  const ask = await graph.clientWith();
  const { status, data, errors, extensions, text } = await ask(query);
  expect(status).toBe(503);
  expect(data).toBeNull();
  expect(extensions).toEqual({});
  expect(errors.map(({ extensions: { code } }) => code)).toEqual(['DISCLOSURE_FAILED']);
  expect(text).not.toMatch(/李|张|15985277559/);
  expect(graph.logLines.join('')).toContain('its disclosure could not be written');
});

test('the answer waits until its entries are durable', async () => {
  const order: string[] = [];
  graph = await openGraph({
    disclosures: (writer) => ({
      append: async (drafts) => {
        await new Promise((resolve) => setTimeout(resolve, 150));
        await writer.append(drafts);
        order.push('durable');
      },
    }),
  });
  const ask = await graph.clientWith();
  await ask(query);
  order.push('answered');
  expect(order).toEqual(['durable', 'answered']);
});

test('the entry names client, purpose, operation, query and the fields of each person; only what was asked', async () => {
  graph = await openGraph();
  const ask = await graph.clientWith({ grade: 2 });
  const { data } = await ask(query);
  const entries = await graph.db('disclosure').where({ kind: 'read', subject_type: 'resident' });
  expect(entries).toHaveLength(data.residents.nodes.length);
  for (const entry of entries) {
    expect(entry).toMatchObject({
      purpose: 'elder care',
      operation: 'WhoIsThere',
      query_hash: createHash('sha256').update(query).digest('hex'),
      fields: ['resident.name', 'resident.phone'],
      details: { masked: ['resident.phone'] },
    });
  }
});

test('a refusal is written down as well', async () => {
  graph = await openGraph();
  const ask = await graph.clientWith({ fields: ['resident.name'] });
  await ask('{ residents(first: 1) { nodes { phone } } }');
  const denied = await graph.db('disclosure').where({ kind: 'denied' });
  expect(denied).toMatchObject([{ subject_type: 'resident', fields: ['resident.phone'] }]);
});
