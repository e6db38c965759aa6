import type { Request } from 'express';
import { invalid } from '../../schema/model/errors.ts';
import { parseTimestamp } from '../../schema/rules/elements/date.ts';

/** How a sender wants a feed to be taken. */
export interface FeedRequest {
  readonly dryRun: boolean;
  readonly mode: 'upsert' | 'snapshot';
  /** Null: the instant of arrival. */
  readonly asOf: Date | null;
  readonly idempotencyKey: string | null;
  readonly gzip: boolean;
}

/** @throws invalid QUERY_INVALID, IDEMPOTENCY_KEY_INVALID, CONTENT_ENCODING_UNSUPPORTED, MULTIPART_UNSUPPORTED */
export function readFeedRequest(request: Request): FeedRequest {
  const { dryRun, mode, asOf, ...others } = request.query;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw queryInvalid(`${unknown} is no parameter of a feed; use dryRun, mode and asOf`);
  if (dryRun !== undefined && dryRun !== 'true' && dryRun !== 'false') throw queryInvalid('dryRun is true or false');
  if (mode !== undefined && mode !== 'snapshot' && mode !== 'upsert') throw queryInvalid('mode is upsert or snapshot');
  if (/^multipart\//i.test(request.get('content-type') ?? '')) {
    throw invalid('MULTIPART_UNSUPPORTED', 'the body is a web form; send the file itself (curl --data-binary @FILE)');
  }
  return {
    dryRun: dryRun === 'true',
    mode: mode ?? 'upsert',
    asOf: asOf === undefined ? null : readInstant('asOf', asOf),
    idempotencyKey: readIdempotencyKey(request),
    gzip: readEncoding(request),
  };
}

/** @throws invalid QUERY_INVALID */
export function readInstant(name: string, value: unknown): Date {
  const instant = typeof value === 'string' ? parseTimestamp(value) : null;
  if (instant === null) {
    throw queryInvalid(`${name} is a time such as 2026-11-01T08:00:00+08:00 (write + as %2B in an address)`);
  }
  return new Date(instant);
}

/** @throws invalid IDEMPOTENCY_KEY_INVALID */
export function readIdempotencyKey(request: Request): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalid('IDEMPOTENCY_KEY_INVALID', 'Idempotency-Key has 1 to 255 visible ASCII characters; a UUID will do');
}

function readEncoding(request: Request): boolean {
  const encoding = (request.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return false;
  if (encoding === 'gzip' || encoding === 'x-gzip') return true;
  throw invalid('CONTENT_ENCODING_UNSUPPORTED', 'only Content-Encoding: gzip is understood; send gzip or plain bytes');
}

const queryInvalid = (what: string) => invalid('QUERY_INVALID', `the address is not right; ${what}`);
