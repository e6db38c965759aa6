import { type DestinationStream, destination as openDestination, pino } from 'pino';
import { describeError } from './describe-error.ts';
import type { LogLevel } from './environment.ts';
import { redactFields } from './redact-fields.ts';

export type { Logger as Log } from 'pino';

/**
 * The log: JSON lines on standard error, so that a command's own output stays clean. Fixed message, facts as fields:
 * `log.info({ batchId, rows }, 'batch landed')`; an error goes under `err`. Secrets and personal fields are redacted
 * by key at any depth, but nothing can redact a message: put no value into it.
 * @param destination for tests; standard error by default.
 */
export function createLog(level: LogLevel, destination: DestinationStream = openDestination({ fd: 2, sync: true })) {
  const log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: redactFields,
      },
      serializers: { err: describeError, error: describeError },
    },
    destination,
  );
  // pino formats a child's own fields by its parent's formatters no more; children inherit this from the root.
  const makeChild = log.child;
  log.child = function redactedChild(this: typeof log, fields, options) {
    return makeChild.call(this, redactFields(fields), options);
  } as typeof makeChild;
  return log;
}
