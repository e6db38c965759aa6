import type { Clock } from '../../schema/runtime/clock.ts';
import type { TokenHolder } from '../../schema/store/token-store.ts';

/** Holders of live tokens, by the hash of the token; nothing is remembered of a token that was refused. */
export interface HolderCache {
  find(hash: string): TokenHolder | null;
  keep(hash: string, holder: TokenHolder): void;
}

export function createHolderCache(
  clock: Clock,
  limits: { readonly keepMs: number; readonly maxHolders: number },
): HolderCache {
  // In the order of insertion, so the first key is the oldest.
  const kept = new Map<string, { readonly holder: TokenHolder; readonly atMs: number }>();

  return {
    find(hash) {
      const entry = kept.get(hash);
      if (!entry) return null;
      const ageMs = clock.now().getTime() - entry.atMs;
      // A clock set back must not lengthen a token's life.
      if (ageMs >= 0 && ageMs < limits.keepMs) return entry.holder;
      kept.delete(hash);
      return null;
    },
    keep(hash, holder) {
      kept.delete(hash);
      kept.set(hash, { holder, atMs: clock.now().getTime() });
      const oldest = kept.keys().next().value;
      if (kept.size > limits.maxHolders && oldest !== undefined) kept.delete(oldest);
    },
  };
}
