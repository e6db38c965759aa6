/** Lets a share of the requests be retried, and no more: retries must not become the outage. */
export interface RetryBudget {
  /** To be told of every request. */
  deposit(): void;
  /** True: this retry is within the budget, and is counted. */
  withdraw(): boolean;
}

const mostSaved = 5;

export function createRetryBudget(share: number): RetryBudget {
  let saved = share > 0 ? 1 : 0;
  return {
    deposit: () => {
      saved = Math.min(mostSaved, saved + share);
    },
    withdraw: () => {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}
