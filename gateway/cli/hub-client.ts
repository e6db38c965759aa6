import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A hub's HTTP side as this program calls it, the same way a department's system would. */
export interface HubClient {
  readonly url: string;
  /** Streams a file to `POST /feeds/{dataset}`; `onSent` gets bytes sent so far and in all. */
  pushFeed(dataset: string, file: string, options: PushOptions): Promise<HubAnswer>;
  get(path: string): Promise<HubAnswer>;
  /** Runs a GraphQL document and gives its answer as it came. */
  query(query: string, variables?: Readonly<Record<string, unknown>>): Promise<HubAnswer>;
}

export interface PushOptions {
  readonly dryRun?: boolean;
  readonly mode?: 'upsert' | 'snapshot';
  readonly idempotencyKey?: string;
  readonly onSent?: (sent: number, total: number) => void;
}

export interface HubAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** @param purpose sent as X-Purpose with every call; a feed needs none. */
export function createHubClient(url: string, token: string, purpose: string): HubClient {
  const headers = { authorization: `Bearer ${token}`, 'x-purpose': purpose, accept: 'application/json' };
  const call = (method: string, path: string, extra: Readonly<Record<string, string>>) => {
    // A connection per call: a hub that was busy for longer than its keep-alive closes a kept one under our next request.
    const outgoing = request(new URL(path, url), { method, agent: false, headers: { ...headers, ...extra } });
    const answer = new Promise<HubAnswer>((resolve, reject) => {
      outgoing.on('error', reject);
      outgoing.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parseBody(Buffer.concat(chunks)) }));
      });
    });
    return { outgoing, answer };
  };
  return {
    url,
    async pushFeed(dataset, file, options) {
      const { size } = await stat(file);
      const parameters = new URLSearchParams();
      if (options.dryRun) parameters.set('dryRun', 'true');
      if (options.mode) parameters.set('mode', options.mode);
      const { outgoing, answer } = call('POST', `/feeds/${dataset}?${parameters}`, {
        'content-type': 'application/octet-stream',
        'content-length': String(size),
        ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      });
      // The hub may refuse before the whole body is sent; then its answer counts, not the broken pipe.
      const sending = pipeline(createReadStream(file), countBytes(size, options.onSent), outgoing).catch(
        () => undefined,
      );
      const received = await answer;
      await sending;
      return received;
    },
    async get(path) {
      const { outgoing, answer } = call('GET', path, {});
      outgoing.end();
      return answer;
    },
    async query(query, variables = {}) {
      const { outgoing, answer } = call('POST', '/graphql', { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ query, variables }));
      return answer;
    },
  };
}

function countBytes(total: number, onSent: PushOptions['onSent']): Transform {
  let sent = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      onSent?.(sent, total);
      done(null, chunk);
    },
  });
}

function parseBody(bytes: Buffer): HubAnswer['body'] {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as HubAnswer['body']) : { value: parsed };
  } catch {
    return { detail: bytes.toString('utf8').slice(0, 500) };
  }
}
