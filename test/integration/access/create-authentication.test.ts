import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import { authenticate } from '../../../gateway/auth/authenticate.ts';
import { createAuthentication, principalOf } from '../../../gateway/auth/create-authentication.ts';
import { issueOperatorToken } from '../../../gateway/auth/issue-operator-token.ts';
import { HubError } from '../../../schema/model/errors.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { clock } from './sample-community.ts';

let database: TestDatabase;
let server: Server;
let base: string;
let token: string;
const onError: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(error instanceof HubError && error.kind === 'unauthenticated' ? 401 : 403).json({ code: error.code });
};
beforeAll(async () => {
  database = await createTestDatabase();
  ({ token } = await issueOperatorToken(database.db, clock, { hours: 1 }));
  const who = authenticate(database.db, clock);
  const app = express();
  app.get('/read', createAuthentication(who, clock, 'read'), (_request, response) => {
    response.json({ purpose: principalOf(response).purpose });
  });
  app.get('/push', createAuthentication(who, clock, 'push'), (_request, response) => {
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
