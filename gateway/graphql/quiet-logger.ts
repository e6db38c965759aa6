import type { Log } from '../../schema/runtime/log.ts';

/** Apollo puts errors' texts, and with them what was asked, into its messages: of these only that something happened is kept. */
export const quietLogger = (log: Log) => ({
  debug: () => {},
  info: () => {},
  warn: () => log.warn('the graph server warned'),
  error: () => log.error('the graph server failed on a request'),
});
