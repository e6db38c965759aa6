import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { HubError, type HubErrorKind, notFound } from '../schema/model/errors.ts';
import type { Log } from '../schema/runtime/log.ts';

/** An error as RFC 9457 has it, with a code that clients may branch on and what to do next. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly next?: string;
  /** Names this one occurrence in the answer and in the log. */
  readonly instance: string;
  readonly [detail: string]: unknown;
}

const kinds: Readonly<Record<HubErrorKind, { readonly status: number; readonly title: string }>> = {
  invalid: { status: 422, title: 'Cannot be taken as it is' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflicts with what is there' },
  'too-large': { status: 413, title: 'Too large' },
  unavailable: { status: 503, title: 'Not available just now' },
};

/** A HubError as the edge shows it. `next` is what its message says behind the last semicolon. */
function toProblem(error: HubError, instance: string): Problem {
  const { status, title } = kinds[error.kind];
  const cut = error.message.lastIndexOf('; ');
  return {
    ...error.details,
    type: `urn:commongrid:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(cut > 0 ? { next: error.message.slice(cut + 2) } : {}),
    instance,
  };
}

/** Last in the list of handlers: every error becomes problem+json; only what nobody foresaw is logged as an error. */
export function createProblemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const instance = `urn:uuid:${randomUUID()}`;
    const known = asHubError(error);
    if (!known) log.error({ err: error, instance, method: request.method }, 'request failed');
    else if (known.kind === 'unavailable') log.warn({ err: known.cause ?? known, instance }, 'request refused for now');
    if (response.headersSent) {
      // Half an answer is on its way: cutting it off is the only way left to say that it is no whole one.
      next(error);
      return;
    }
    const problem = known ? toProblem(known, instance) : unforeseen(instance);
    if (problem.status === 503) response.set('Retry-After', '5');
    sendProblem(request, response, problem);
  };
}

/** Before the problem handler: whatever no route has taken. */
export function createNotFoundHandler(): RequestHandler {
  return (request, _response, next) =>
    next(
      notFound(
        'ROUTE_UNKNOWN',
        `there is no ${request.method} ${request.path}; see the list of addresses in the README`,
      ),
    );
}

function sendProblem(request: Request, response: Response, problem: Problem): void {
  // A client that is still sending must get rid of its body before it reads an answer.
  request.resume();
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

const unforeseen = (instance: string): Problem => ({
  type: 'urn:commongrid:problem:INTERNAL',
  title: 'Failed in the hub',
  status: 500,
  code: 'INTERNAL',
  detail: 'the hub failed on this request; try again, and give the instance to an administrator if it fails again',
  next: 'try again, and give the instance to an administrator if it fails again',
  instance,
});

/** Connection lost or refused, shutting down, too many connections, disk full: SQLSTATE classes 08, 53 and 57. */
const databaseAway = /^(?:08|53|57P)|^ECONN|^EPIPE$|^ETIMEDOUT$/;

function asHubError(error: unknown): HubError | null {
  if (error instanceof HubError) return error;
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (databaseAway.test(code) || error.name === 'KnexTimeoutError') {
    return new HubError(
      'unavailable',
      'DATABASE_UNAVAILABLE',
      'the database does not answer; try again',
      {},
      {
        cause: error,
      },
    );
  }
  // express, its router and its parsers mark a request's own faults by a status.
  if ('status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500) {
    const kind = error.status === 413 ? 'too-large' : 'invalid';
    return new HubError(kind, 'REQUEST_BROKEN', 'the request cannot be read; mend its address or its body');
  }
  return null;
}
