import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import { authenticate } from '../../../gateway/auth/authenticate.ts';
import { createAuthentication, principalOf } from '../../../gateway/auth/create-authentication.ts';
import { issueOperatorToken } from '../../../gateway/auth/issue-operator-token.ts';
import { HubError, unavailable } from '../../../schema/model/errors.ts';
import type { DisclosureDraft } from '../../../schema/rules/disclosure/entry.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { clock } from './sample-community.ts';

let database: TestDatabase;
let server: Server;
let base: string;
let token: string;
let onRecord: DisclosureDraft[] = [];
let isAway = false;
const disclosures = {
  append: async (drafts: readonly DisclosureDraft[]) => {
    if (isAway) throw unavailable('DISCLOSURE_UNAVAILABLE', 'away');
    onRecord.push(...drafts);
  },
};
beforeEach(() => {
  onRecord = [];
  isAway = false;
});
const onError: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(error instanceof HubError && error.kind === 'unauthenticated' ? 401 : 403).json({ code: error.code });
};
beforeAll(async () => {
  database = await createTestDatabase();
  ({ token } = await issueOperatorToken(database.db, clock, { hours: 1 }));
  const who = authenticate(database.db, clock);
  const app = express();
  app.get('/read', createAuthentication(who, clock, { use: 'read', disclosures }), (_request, response) => {
    response.json({ purpose: principalOf(response).purpose });
  });
  app.get('/push', createAuthentication(who, clock, { use: 'push' }), (_request, response) => {
    response.json({ name: principalOf(response).client.name });
  });
  app.use(onError);
  server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.close();
});

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(base + path, { headers });
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body: await response.json() };
}

test('whoever brings no token is asked for one', async () => {
  expect(await get('/read')).toEqual({
    status: 401,
    challenge: 'Bearer realm="commongrid"',
    body: { code: 'TOKEN_MISSING' },
  });
});
test('reading needs a purpose', async () => {
  const authorization = `Bearer ${token}`;
  expect(await get('/read', { authorization })).toMatchObject({ status: 403, body: { code: 'PURPOSE_MISSING' } });
  expect(await get('/read', { authorization, 'x-purpose': 'administration' })).toMatchObject({
    status: 200,
    body: { purpose: 'administration' },
  });
});
test('pushing needs none, and takes no notice of one', async () => {
  const headers = { authorization: `Bearer ${token}`, 'x-purpose': 'anything' };
  expect(await get('/push', headers)).toMatchObject({ status: 200, body: { name: 'local-operator' } });
});

test('an attempt to read for a purpose that was not agreed is refused and goes on record, without the claimed words', async () => {
  const answer = await get('/read', { authorization: `Bearer ${token}`, 'x-purpose': 'curiosity' });
  expect(answer).toMatchObject({ status: 403, body: { code: 'PURPOSE_NOT_AGREED' } });
  expect(onRecord).toMatchObject([
    { kind: 'denied', clientName: 'local-operator', purpose: null, details: { reasons: ['PURPOSE_NOT_AGREED'] } },
  ]);
  expect(JSON.stringify(onRecord)).not.toContain('curiosity');
});

test('an attempt that cannot be written down is answered by that fault', async () => {
  isAway = true;
  const answer = await get('/read', { authorization: `Bearer ${token}`, 'x-purpose': 'curiosity' });
  expect(answer.body).toEqual({ code: 'DISCLOSURE_UNAVAILABLE' });
});

test('a push that is let through leaves nothing on record here', async () => {
  await get('/push', { authorization: `Bearer ${token}` });
  expect(onRecord).toEqual([]);
});
