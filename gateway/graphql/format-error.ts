import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { HubError } from '../../schema/model/errors.ts';
import type { Log } from '../../schema/runtime/log.ts';
import { hideValues } from './hide-values.ts';

/** Errors of a request's own making: their texts speak of the query and the schema. */
const clientCodes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'LIMIT_EXCEEDED',
]);

/** What a client is told of an error: a stable code and the next step; of what nobody foresaw only the id in our log. */
export function createFormatError(
  log: Log,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = causeOf(error);
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    const known = asHubError(cause);
    if (known) {
      if (known.kind === 'unavailable')
        log.warn({ err: known.cause ?? known }, 'a field of the graph was not available');
      const code = known.code === 'FIELD_FORBIDDEN' ? 'FORBIDDEN' : known.code;
      return { message: known.message, ...place, extensions: { ...known.details, code } };
    }
    if (clientCodes.has(formatted.extensions?.code)) {
      const { code, ...limits } = formatted.extensions ?? {};
      const told = code === 'LIMIT_EXCEEDED' ? limits : {};
      return { message: hideValues(formatted.message), ...place, extensions: { ...told, code } };
    }
    const id = `urn:uuid:${randomUUID()}`;
    log.error({ err: cause, instance: id }, 'a field of the graph failed');
    return {
      message: `graph: the hub failed; give ${id} to an administrator.`,
      ...place,
      extensions: { code: 'INTERNAL', id },
    };
  };
}

/** What was thrown, also where it has no path because it ended the whole execution. */
function causeOf(error: unknown): unknown {
  const thrown = unwrapResolverError(error);
  return thrown instanceof GraphQLError && thrown.originalError instanceof HubError ? thrown.originalError : thrown;
}

/** Connection lost or refused, shutting down, too many connections, disk full: SQLSTATE classes 08, 53 and 57. */
const databaseAway = /^(?:08|53|57P)|^ECONN|^EPIPE$|^ETIMEDOUT$/;

function asHubError(error: unknown): HubError | null {
  if (error instanceof HubError) return error;
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (!databaseAway.test(code) && error.name !== 'KnexTimeoutError') return null;
  const message = 'the database does not answer; try again';
  return new HubError('unavailable', 'DATABASE_UNAVAILABLE', message, {}, { cause: error });
}
