import type { ChainHead } from '../../rules/disclosure/entry.ts';
import { type ChainFault, createChainVerifier } from '../../rules/disclosure/verify-chain.ts';
import type { Database } from '../database.ts';
import { findCheckpoints, findEntriesAfter } from '../disclosure-store.ts';

export interface DisclosureReport {
  readonly ok: boolean;
  /** Entries found sound, in order, before the first fault. */
  readonly entries: number;
  readonly checkpoints: number;
  readonly firstBad: ChainFault | null;
}

export interface VerifyOptions {
  readonly trustedKeys: readonly string[];
  /** Heads kept outside the database; read them before calling, so that they are not newer than what is verified. */
  readonly heads: readonly ChainHead[];
  readonly pageSize?: number;
}

/** Verifies the whole chain as it stands at one instant, in pages, while the hub goes on writing. */
export async function verifyDisclosures(db: Database, options: VerifyOptions): Promise<DisclosureReport> {
  const { trustedKeys, heads, pageSize = 5_000 } = options;
  return db.transaction(
    async (trx) => {
      const checkpoints = await findCheckpoints(trx);
      const verifier = createChainVerifier({ checkpoints, trustedKeys, heads });
      const report = (entries: number, firstBad: ChainFault | null): DisclosureReport => ({
        ok: firstBad === null,
        entries,
        checkpoints: checkpoints.length,
        firstBad,
      });
      let entries = 0;
      // From the smallest number there is: an entry numbered 0 or less is as foreign as any other.
      let after = -(2n ** 63n);
      for (;;) {
        const page = await findEntriesAfter(trx, after, pageSize);
        for (const entry of page) {
          const fault = verifier.take(entry);
          if (fault) return report(entries, fault);
          entries += 1;
          after = entry.seq;
        }
        if (page.length < pageSize) return report(entries, verifier.end());
      }
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}
