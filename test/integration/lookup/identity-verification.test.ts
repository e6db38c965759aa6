import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gatewayHeaders } from '../../../connectors/public-security/gateway-signature.ts';
import { createIdentityVerification } from '../../../connectors/public-security/identity-verification.ts';
import type { HttpFault, LoopbackService } from '../../../connectors/simulated/services/loopback-service.ts';
import { startPublicSecurityService } from '../../../connectors/simulated/services/public-security-service.ts';
import type { IdentityVerification } from '../../../schema/model/lookup.ts';
import { fixedClock, systemClock } from '../../../schema/runtime/clock.ts';

const secret = 'a-shared-secret-never-seen';
const clientId = 'commongrid';
const register = new Map([
  ['11010519491231002X', ['李秀英']],
  ['650102198001010012', ['艾尔肯·依明', '艾力·依明']],
]);
const policy = { deadlineMs: 400, retryShare: 0, failuresToOpen: 1000 };

let service: LoopbackService;
let verification: IdentityVerification;
beforeEach(async () => {
  service = await startPublicSecurityService({
    clients: new Map([[clientId, secret]]),
    register,
    now: () => new Date(),
  });
  verification = createIdentityVerification(systemClock, {
    baseUrl: service.url,
    clientId,
    secret: { value: secret },
    policy,
  });
});
afterEach(() => service.close());

test('each claim is answered in its place, all with one request', async () => {
  const result = await verification.verify([
    { name: '李秀英', idNumber: '11010519491231002X' },
    { name: '李秀兰', idNumber: '11010519491231002X' },
    { name: '李秀英', idNumber: '330105198001010019' },
    { name: '艾尔肯•依明', idNumber: '650102198001010012' },
    { name: '李 秀英', idNumber: '11010519491231002x' },
  ]);
  expect(result).toMatchObject({ ok: true, value: ['MATCH', 'MISMATCH', 'UNKNOWN', 'MATCH', 'MATCH'] });
  expect(service.requests()).toBe(1);
});

describe('the service refuses', () => {
  const body = JSON.stringify({ subjects: [{ index: 0, name: '李秀英', idNumber: '11010519491231002X' }] });
  const signed = (over: Partial<Parameters<typeof gatewayHeaders>[2]> = {}, key = secret, client = clientId) =>
    gatewayHeaders(client, key, {
      method: 'POST',
      target: '/verify',
      body,
      timestamp: String(Date.now()),
      nonce: 'n-1',
      ...over,
    });
  const post = async (headers: Readonly<Record<string, string>>, sent = body) => {
    const response = await fetch(`${service.url}/verify`, { method: 'POST', headers, body: sent });
    return { status: response.status, ...((await response.json()) as object) };
  };

  test.each([
    ['an unknown client', () => post(signed({}, secret, 'stranger')), 'UNKNOWN_CLIENT'],
    ['another secret', () => post(signed({}, 'guess')), 'BAD_SIGNATURE'],
    ['a changed body', () => post(signed(), body.replace('李秀英', '李秀兰')), 'BAD_SIGNATURE'],
    ['a signature for another address', () => post(signed({ target: '/other' })), 'BAD_SIGNATURE'],
    ['an old request', () => post(signed({ timestamp: String(Date.now() - 301_000) })), 'TIMESTAMP_OUTSIDE_WINDOW'],
    [
      'a request from the future',
      () => post(signed({ timestamp: String(Date.now() + 301_000) })),
      'TIMESTAMP_OUTSIDE_WINDOW',
    ],
    ['no signature at all', () => post({ 'x-client-id': clientId }), 'TIMESTAMP_OUTSIDE_WINDOW'],
  ])('%s', async (_, send, code) => {
    expect(await send()).toEqual({ status: 401, code });
  });

  test('a request that is sent again', async () => {
    const headers = signed();
    expect(await post(headers)).toMatchObject({ status: 200 });
    expect(await post(headers)).toEqual({ status: 401, code: 'NONCE_REPLAYED' });
  });
});

test('a hub whose clock is wrong is refused, and says so without detail', async () => {
  const late = createIdentityVerification(fixedClock('2020-01-01T00:00:00Z'), {
    baseUrl: service.url,
    clientId,
    secret: { value: secret },
    policy,
  });
  const result = await late.verify([{ name: '李秀英', idNumber: '11010519491231002X' }]);
  expect(result).toEqual({ ok: false, code: 'SOURCE_REJECTED', source: 'public-security', retryable: false });
});

const faults: readonly (readonly [HttpFault, string])[] = [
  [{ kind: 'down' }, 'SOURCE_UNAVAILABLE'],
  [{ kind: 'error', status: 500 }, 'SOURCE_UNAVAILABLE'],
  [{ kind: 'slow', delayMs: 5000 }, 'SOURCE_TIMEOUT'],
  [{ kind: 'hang' }, 'SOURCE_TIMEOUT'],
  [{ kind: 'truncated' }, 'SOURCE_UNAVAILABLE'],
  [{ kind: 'wrong-type' }, 'SOURCE_INVALID'],
  [{ kind: 'wrong-shape' }, 'SOURCE_INVALID'],
];
test.each(faults)('%j costs an answer within the deadline', async (fault, code) => {
  service.misbehave(fault);
  const started = performance.now();
  const result = await verification.verify([{ name: '李秀英', idNumber: '11010519491231002X' }]);
  expect(performance.now() - started).toBeLessThan(500);
  expect(result).toMatchObject({ ok: false, code, source: 'public-security' });
  expect(JSON.stringify(result)).not.toMatch(/127\.0\.0\.1|secret|11010519/);
});
