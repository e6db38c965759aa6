import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ClaimedIdentity, IdentityVerdict, IdentityVerification } from '../../schema/model/lookup.ts';
import type { Clock } from '../../schema/runtime/clock.ts';
import { fetchJson } from '../lookup/fetch-json.ts';
import { createGuardedSource } from '../lookup/guarded-source.ts';
import { defaultLookupPolicy, type LookupPolicy } from '../lookup/lookup-policy.ts';
import { LookupError } from '../lookup/lookup-result.ts';
import { runInBatches } from '../lookup/run-in-batches.ts';
import { readSecret, type Secret } from '../lookup/secret.ts';
import { gatewayHeaders } from './gateway-signature.ts';

export interface IdentityVerificationSettings {
  /** Base of the verification service, without a trailing slash. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: Secret;
  readonly policy?: Partial<LookupPolicy>;
}

const answerSchema = z.object({
  results: z.array(z.object({ index: z.int().min(0), result: z.enum(['MATCH', 'MISMATCH', 'UNKNOWN']) })),
});

export function createIdentityVerification(clock: Clock, settings: IdentityVerificationSettings): IdentityVerification {
  const policy = { ...defaultLookupPolicy, ...settings.policy };
  const source = createGuardedSource('public-security', policy, clock);
  const url = new URL(`${settings.baseUrl.replace(/\/+$/, '')}/verify`);
  const secret = readSecret(settings.secret);

  const ask = async (claims: readonly ClaimedIdentity[], signal: AbortSignal): Promise<readonly IdentityVerdict[]> => {
    const body = JSON.stringify({ subjects: claims.map(({ name, idNumber }, index) => ({ index, name, idNumber })) });
    // A retry is a new request with a nonce of its own: the service refuses one that it has seen.
    const signed = gatewayHeaders(settings.clientId, secret, {
      method: 'POST',
      target: url.pathname + url.search,
      body,
      timestamp: String(clock.now().getTime()),
      nonce: randomUUID(),
    });
    const headers = { ...signed, 'content-type': 'application/json', accept: 'application/json' };
    const limits = { maxBytes: policy.maxAnswerBytes, signal };
    const { results } = await fetchJson(url, { method: 'POST', headers, body }, answerSchema, limits);
    const verdicts = new Map(results.map(({ index, result }) => [index, result] as const));
    if (results.length !== claims.length) throw new LookupError('SOURCE_INVALID');
    return claims.map((_, index) => {
      const verdict = verdicts.get(index);
      if (verdict === undefined) throw new LookupError('SOURCE_INVALID');
      return verdict;
    });
  };

  return {
    verify: (claims) =>
      runInBatches(
        claims,
        policy.maxBatch,
        (batch) => source.run((signal) => ask(batch, signal)),
        () => clock.now().toISOString(),
      ),
  };
}
