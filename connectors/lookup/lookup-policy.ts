/** How patient the hub is with one department. Times in milliseconds. */
export interface LookupPolicy {
  /** From the question to the answer, waiting for a free place and retries included. */
  readonly deadlineMs: number;
  /** Requests under way at a time; the rest wait. */
  readonly maxConcurrent: number;
  /** Beyond this many waiting, a request fails at once. */
  readonly maxWaiting: number;
  /** Consecutive failures after which the department is not asked for `openForMs`. */
  readonly failuresToOpen: number;
  readonly openForMs: number;
  /** Retries allowed per request in the long run, 0–1: a failing department must not get twice the load. */
  readonly retryShare: number;
  readonly retryDelayMs: number;
  /** Identity numbers per upstream request. */
  readonly maxBatch: number;
  readonly maxAnswerBytes: number;
}

export const defaultLookupPolicy: LookupPolicy = {
  deadlineMs: 2000,
  maxConcurrent: 16,
  maxWaiting: 256,
  failuresToOpen: 5,
  openForMs: 5000,
  retryShare: 0.1,
  retryDelayMs: 50,
  maxBatch: 100,
  maxAnswerBytes: 4 * 1024 * 1024,
};
