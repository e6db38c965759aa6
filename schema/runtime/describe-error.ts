import { isError } from './error-code.ts';
import { redactFields } from './redact-fields.ts';

/** An error as it may be logged. */
export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Where it was thrown, without the message. */
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

/**
 * PostgreSQL's messages quote values (`invalid input syntax for type date: "…"`, `Key (name)=(…) already exists`), so
 * of its errors only the state and the names of the schema's parts are kept. Our own and the system's are kept whole.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!isError(error)) return { type: typeof error, message: 'not an Error', frames: [] };
  const code = readText(error, 'code');
  const details = readDetails(error);
  return {
    type: error.name,
    message: isFromPostgres(error) ? describePostgres(error) : error.message,
    ...(code === null ? {} : { code }),
    ...(details === null ? {} : { details }),
    frames: listFrames(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** node-postgres' DatabaseError, told by its fields: several copies of the package may be loaded. */
const isFromPostgres = (error: Error): boolean =>
  readText(error, 'severity') !== null && /^[0-9A-Z]{5}$/.test(readText(error, 'code') ?? '');

function describePostgres(error: Error): string {
  const parts = ['schema', 'table', 'column', 'constraint', 'routine'].flatMap((name) => {
    const value = readText(error, name);
    return value === null ? [] : [`${name} ${value}`];
  });
  return `PostgreSQL error ${readText(error, 'code')}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
}

function readDetails(error: Error): Record<string, unknown> | null {
  const details: unknown = Reflect.get(error, 'details');
  return details !== null && typeof details === 'object' && Object.keys(details).length > 0
    ? redactFields(Object.fromEntries(Object.entries(details)))
    : null;
}

function readText(error: Error, key: string): string | null {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : null;
}

const listFrames = (error: Error): readonly string[] =>
  (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*(:\d+:\d+|<anonymous>|native)\)?$/.test(line))
    .slice(0, 12);
