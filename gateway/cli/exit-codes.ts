/** What the process says to a script. */
export const exitCodes = {
  done: 0,
  /** The command ran and the answer is no: a broken chain, a contract with faults, rows refused. */
  failed: 1,
  /** The command was called wrongly: unknown option, missing file, unreadable setting. */
  usage: 2,
  /** Ctrl-C or SIGTERM cut it short; 128 + SIGINT, as a shell says it. */
  interrupted: 130,
} as const;

/** The caller's mistake, told in one line with what to do next; ends the process with exit code 2. */
export class UsageError extends Error {}
