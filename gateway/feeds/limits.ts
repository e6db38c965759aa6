/** What a feed may take of the hub. */
export interface FeedLimits {
  /** Of a body as sent, and again unpacked. */
  readonly maxBodyBytes: number;
  /** A longer row is rejected. */
  readonly maxRowBytes: number;
  /** Bodies landed at once, each on one database connection; further ones wait in the spool. */
  readonly concurrentLandings: number;
}

export const defaultFeedLimits: FeedLimits = {
  maxBodyBytes: 4 * 1024 ** 3,
  maxRowBytes: 1024 ** 2,
  concurrentLandings: 4,
};

/**
 * For `server.requestTimeout`: Node's 300 s would cut off a body of 2 GB on any line slower than 55 Mbit/s. A day, so that a
 * stalled upload does end; `server.headersTimeout` keeps its default.
 */
export const feedRequestTimeoutMs = 86_400_000;
