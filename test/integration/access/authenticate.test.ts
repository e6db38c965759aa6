import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type AccessAdministration, administerAccess } from '../../../gateway/auth/administer-access.ts';
import { type Authenticate, authenticate } from '../../../gateway/auth/authenticate.ts';
import { issueOperatorToken, localOperator } from '../../../gateway/auth/issue-operator-token.ts';
import { requireReading } from '../../../gateway/auth/require-reading.ts';
import type { Clock } from '../../../schema/runtime/clock.ts';
import { findEntriesAfter } from '../../../schema/store/disclosure-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { listTokens } from '../../../schema/store/token-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let nowMs: number;
let who: Authenticate;
let administration: AccessAdministration;
const clock: Clock = { now: () => new Date(nowMs) };
const hourMs = 3_600_000;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await runSql(database.db, 'alter table disclosure drop constraint if exists full_disk');
  await runSql(database.db, 'truncate client, agreement, token, disclosure');
  nowMs = Date.parse('2026-11-01T08:00:00Z');
  who = authenticate(database.db, clock);
  administration = administerAccess(database.db, clock);
});
afterAll(() => database.close());

async function issue(purposes: readonly string[] = ['elder care', '养老服务']) {
  const client = await administration.createClient(localOperator, {
    name: 'platform',
    kind: 'platform',
    department: null,
  });
  const agreement = await administration.createAgreement(localOperator, {
    clientId: client.id,
    purposes,
    areas: ['320105001'],
    fields: ['resident.*'],
    grade: 2,
    validFrom: '2026-01-01T00:00:00Z',
    until: '2026-12-01T00:00:00Z',
  });
  const issued = await administration.createToken(localOperator, {
    clientId: client.id,
    agreementId: agreement.id,
    expiresAt: new Date(nowMs + hourMs),
  });
  return { client, agreement, ...issued };
}
const ask = (token: string, purpose?: string) => who({ authorization: `Bearer ${token}`, purpose });

describe('a token', () => {
  test('names its client, its agreement and the purpose', async () => {
    const { token, client, agreement } = await issue();
    expect(await ask(token, 'elder care')).toEqual({
      client,
      agreement: { ...agreement, validFrom: '2026-01-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
      purpose: 'elder care',
    });
  });
  test('has 256 random bits and is nowhere in the database', async () => {
    const { token } = await issue();
    expect(token).toMatch(/^cg_[A-Za-z0-9_-]{43}$/);
    const tables = ['client', 'agreement', 'token', 'disclosure'];
    for (const table of tables) {
      const rows = await runSql<{ row: string }>(database.db, `select ${table}::text as row from ${table}`);
      expect(rows.filter(({ row }) => row.includes(token.slice(8)))).toEqual([]);
    }
    expect(await listTokens(database.db)).toMatchObject([{ hint: token.slice(0, 7) }]);
  });
  test('that has expired is refused, though it was just used', async () => {
    const { token } = await issue();
    nowMs += hourMs - 1;
    await ask(token);
    nowMs += 1;
    await expect(ask(token)).rejects.toMatchObject({ kind: 'unauthenticated', code: 'TOKEN_EXPIRED' });
  });
  test.each(['token', 'client'] as const)(
    'is refused within five seconds after its %s was revoked',
    async (revoked) => {
      const { token, id, client } = await issue();
      await ask(token);
      if (revoked === 'token') await administration.revokeToken(localOperator, id);
      else await administration.revokeClient(localOperator, client.id);
      nowMs += 5_000;
      await expect(ask(token)).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
    },
  );
  test('whose agreement was revoked reads nothing within five seconds', async () => {
    const { token, agreement } = await issue();
    await ask(token);
    await administration.revokeAgreement(localOperator, agreement.id);
    nowMs += 5_000;
    const principal = await ask(token, 'elder care');
    expect(principal.agreement).toBeNull();
    expect(() => requireReading(principal, clock.now())).toThrow('no agreement');
  });
  test.each([undefined, '', 'Bearer', 'Basic YTpi', 'Bearer x y'])(
    'that is missing (%p) is asked for',
    async (authorization) => {
      await expect(who({ authorization, purpose: undefined })).rejects.toMatchObject({ code: 'TOKEN_MISSING' });
    },
  );
  test.each(['cg_', `cg_${'A'.repeat(43)}`, "cg_' or true --", 'x'])(
    'that is unknown (%s) is refused',
    async (token) => {
      await issue();
      await expect(
        who({ authorization: `Bearer ${token.replaceAll(' ', '')}`, purpose: undefined }),
      ).rejects.toMatchObject({
        kind: 'unauthenticated',
        code: 'TOKEN_UNKNOWN',
      });
    },
  );
});

describe('a purpose', () => {
  test.each([
    ['as it stands', '养老服务'],
    ['percent-encoded', encodeURIComponent('养老服务')],
    ['in UTF-8 bytes', Buffer.from('养老服务').toString('latin1')],
  ])('is understood %s', async (_, header) => {
    expect((await ask((await issue()).token, header)).purpose).toBe('养老服务');
  });
  test('that was not agreed is refused, naming those that were', async () => {
    const { token } = await issue();
    await expect(ask(token, 'marketing')).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'PURPOSE_NOT_AGREED',
      message: expect.stringContaining('elder care, 养老服务'),
    });
  });
  test('is needed for reading', async () => {
    const principal = await ask((await issue()).token);
    expect(principal.purpose).toBeNull();
    expect(() => requireReading(principal, clock.now())).toThrow('X-Purpose, one of: elder care');
  });
  test('means nothing to a department that pushes', async () => {
    const client = await administration.createClient(localOperator, {
      name: 'health',
      kind: 'department',
      department: 'health',
    });
    const { token } = await administration.createToken(localOperator, {
      clientId: client.id,
      agreementId: null,
      expiresAt: new Date(nowMs + 1),
    });
    expect(await ask(token, 'anything')).toEqual({ client, agreement: null, purpose: null });
  });
});

describe('an administrator', () => {
  test('leaves a deed of everything', async () => {
    const { client, agreement, id } = await issue();
    await administration.revokeToken(localOperator, id);
    await administration.revokeAgreement(localOperator, agreement.id);
    await administration.revokeClient(localOperator, client.id);
    const deeds = await findEntriesAfter(database.db, 0n, 100);
    expect(deeds.map(({ kind, clientName, operation, subjectId }) => [kind, clientName, operation, subjectId])).toEqual(
      [
        ['deed', 'local-operator', 'client.create', client.id],
        ['deed', 'local-operator', 'agreement.create', agreement.id],
        ['deed', 'local-operator', 'token.create', id],
        ['deed', 'local-operator', 'token.revoke', id],
        ['deed', 'local-operator', 'agreement.revoke', agreement.id],
        ['deed', 'local-operator', 'client.revoke', client.id],
      ],
    );
  });
  test('does nothing that cannot be written down', async () => {
    await runSql(database.db, 'alter table disclosure add constraint full_disk check (seq < 1)');
    await expect(
      administration.createClient(localOperator, { name: 'x', kind: 'platform', department: null }),
    ).rejects.toThrow();
    expect(await runSql(database.db, 'select 1 from client')).toEqual([]);
  });
  test("cannot give a client another's agreement", async () => {
    const { agreement } = await issue();
    const other = await administration.createClient(localOperator, {
      name: 'other',
      kind: 'platform',
      department: null,
    });
    const draft = { clientId: other.id, agreementId: agreement.id, expiresAt: new Date(nowMs + 1) };
    await expect(administration.createToken(localOperator, draft)).rejects.toMatchObject({ code: 'AGREEMENT_UNKNOWN' });
  });
  test.each([
    ['fields', ['resident.na*']],
    ['fields', []],
    ['areas', ['3%']],
    ['areas', []],
    ['purposes', []],
    ['until', '2025-01-01T00:00:00Z'],
    ['until', 'never'],
  ])('is told that the %s %j are malformed', async (term, value) => {
    const { client, agreement } = await issue();
    const draft = { ...agreement, clientId: client.id, [term]: value };
    await expect(administration.createAgreement(localOperator, draft)).rejects.toMatchObject({
      code: 'AGREEMENT_INVALID',
    });
  });
  test.each(['no id', '00000000-0000-4000-8000-000000000000'])('cannot revoke what is not there (%s)', async (id) => {
    await expect(administration.revokeToken(localOperator, id)).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
  });
});

test("the local operator's token stands under an agreement like anybody's, made once", async () => {
  const first = await issueOperatorToken(database.db, clock, { hours: 8 });
  const second = await issueOperatorToken(database.db, clock, { hours: 8 });
  const principal = await ask(second.token, second.purpose);
  expect(() => requireReading(principal, clock.now())).not.toThrow();
  expect(principal).toMatchObject({
    client: { kind: 'administrator' },
    agreement: { areas: ['*'], fields: ['*'], grade: 4 },
  });
  expect((await ask(first.token, first.purpose)).agreement?.id).toBe(principal.agreement?.id);
});
