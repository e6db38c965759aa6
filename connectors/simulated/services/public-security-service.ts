import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  type LoopbackService,
  type ServiceAnswer,
  type ServiceRequest,
  startLoopbackService,
} from './loopback-service.ts';

export interface PublicSecurityOptions {
  /** Client id → shared secret. */
  readonly clients: ReadonlyMap<string, string>;
  /** Identity number → names under which it is registered. One number on two people happens. */
  readonly register: ReadonlyMap<string, readonly string[]>;
  /** The service's clock. */
  readonly now: () => Date;
  readonly port?: number;
}

const allowedSkewMs = 5 * 60_000;
const mostSubjects = 200;
const requestSchema = z.object({
  subjects: z
    .array(z.object({ index: z.int().min(0), name: z.string().max(100), idNumber: z.string().max(40) }))
    .max(mostSubjects),
});

/**
 * The police's verification service: `POST /verify`, signed by the gateway's HMAC scheme. Refuses a bad signature, a
 * time off by more than five minutes and a nonce that was used; answers MATCH, MISMATCH or UNKNOWN per subject.
 */
export function startPublicSecurityService(options: PublicSecurityOptions): Promise<LoopbackService> {
  const checkSignature = createSignatureCheck(options);
  return startLoopbackService((request) => {
    if (request.method !== 'POST' || request.url.pathname !== '/verify') return refuse(404, 'NOT_FOUND');
    const fault = checkSignature(request);
    if (fault !== null) return refuse(401, fault);
    const parsed = requestSchema.safeParse(parseJson(request.body));
    if (!parsed.success) return refuse(400, 'BAD_REQUEST');
    const results = parsed.data.subjects.map(({ index, name, idNumber }) => ({
      index,
      result: verdictOf(options.register.get(idNumber.trim().toUpperCase()), name),
    }));
    return { status: 200, type: 'application/json', body: JSON.stringify({ results }) };
  }, options);
}

function verdictOf(registered: readonly string[] | undefined, name: string): 'MATCH' | 'MISMATCH' | 'UNKNOWN' {
  if (registered === undefined) return 'UNKNOWN';
  return registered.some((one) => comparable(one) === comparable(name)) ? 'MATCH' : 'MISMATCH';
}

/** Blanks and the form of the middle dot do not make another name. */
const comparable = (name: string): string => name.normalize('NFKC').replace(/[\s·•・.．]/g, '');

/** Null, or why the request is refused. Nonces are remembered for as long as their time would be accepted. */
function createSignatureCheck(options: PublicSecurityOptions): (request: ServiceRequest) => string | null {
  const seen = new Map<string, number>();
  return ({ method, target, headers, body }) => {
    const value = (name: string): string => String(headers[name] ?? '');
    const [client, timestamp, nonce] = [value('x-client-id'), value('x-timestamp'), value('x-nonce')];
    const secret = options.clients.get(client);
    if (secret === undefined) return 'UNKNOWN_CLIENT';
    const now = options.now().getTime();
    const at = Number(timestamp);
    if (!Number.isFinite(at) || Math.abs(now - at) > allowedSkewMs) return 'TIMESTAMP_OUTSIDE_WINDOW';
    const bodyDigest = createHash('sha256').update(body).digest('hex');
    const expected = createHmac('sha256', secret)
      .update(`${method}\n${target}\n${client}\n${timestamp}\n${nonce}\n${bodyDigest}`)
      .digest();
    const given = Buffer.from(value('x-signature'), 'base64');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'BAD_SIGNATURE';
    for (const [old, until] of seen) {
      if (until >= now) break;
      seen.delete(old);
    }
    const ticket = `${client} ${nonce}`;
    if (nonce === '' || seen.has(ticket)) return 'NONCE_REPLAYED';
    seen.set(ticket, now + 2 * allowedSkewMs);
    return null;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const refuse = (status: number, code: string): ServiceAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify({ code }),
});
