import { createHash, createHmac } from 'node:crypto';

export interface SignedParts {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly body: string;
  /** Milliseconds since 1970, in decimal. */
  readonly timestamp: string;
  readonly nonce: string;
}

/**
 * The gateway's HMAC scheme: HMAC-SHA256, in base64, over method, target, client, time, nonce and the digest of the
 * body, one per line. A changed body, a replay or another client's request does not pass.
 */
export function gatewayHeaders(clientId: string, secret: string, parts: SignedParts): Readonly<Record<string, string>> {
  const digest = createHash('sha256').update(parts.body, 'utf8').digest('hex');
  const text = [parts.method, parts.target, clientId, parts.timestamp, parts.nonce, digest].join('\n');
  return {
    'x-client-id': clientId,
    'x-timestamp': parts.timestamp,
    'x-nonce': parts.nonce,
    'x-signature': createHmac('sha256', secret).update(text, 'utf8').digest('base64'),
  };
}
