import type { z } from 'zod';
import { LookupError } from './lookup-result.ts';

export interface JsonRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * One request over a kept-alive connection; the answer is read up to `maxBytes` and checked against the schema.
 * Throws a LookupError without the cause, which would hold the address. Redirects are refused: the credentials are
 * for this department alone.
 */
export async function fetchJson<T>(
  url: URL,
  request: JsonRequest,
  schema: z.ZodType<T>,
  options: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<T> {
  const response = await send(url, request, options.signal);
  if (!response.ok || !(response.headers.get('content-type') ?? '').includes('json')) {
    await response.body?.cancel().catch(() => {});
    throw new LookupError(codeOfStatus(response.status));
  }
  const answer = schema.safeParse(parseJson(await readText(response, options.maxBytes)));
  if (!answer.success) throw new LookupError('SOURCE_INVALID');
  return answer.data;
}

async function send(url: URL, request: JsonRequest, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { ...request, redirect: 'error', signal });
  } catch {
    throw new LookupError('SOURCE_UNAVAILABLE');
  }
}

function codeOfStatus(status: number): 'SOURCE_UNAVAILABLE' | 'SOURCE_REJECTED' | 'SOURCE_INVALID' {
  if (status === 408 || status === 429 || status >= 500) return 'SOURCE_UNAVAILABLE';
  return status >= 400 ? 'SOURCE_REJECTED' : 'SOURCE_INVALID';
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new LookupError('SOURCE_UNAVAILABLE');
    });
    if (done) return Buffer.concat(chunks).toString('utf8');
    chunks.push(value);
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel().catch(() => {});
      throw new LookupError('SOURCE_INVALID');
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LookupError('SOURCE_INVALID');
  }
}
