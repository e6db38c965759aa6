import type { LastBatch, SourceFreshness, SourceServices } from '../../schema/graphql/community/source-services.ts';
import type { Contract } from '../../schema/model/contract.ts';
import { durationMs } from '../../schema/rules/quality/duration-ms.ts';
import type { Database } from '../../schema/store/database.ts';
import { findSourceStates, type SourceState } from '../../schema/store/sources-reader.ts';

/** How fresh each dataset is, against what its department promised in the contract. */
export const createSourceServices = (db: Database, contracts: readonly Contract[]): SourceServices => ({
  async freshness(now) {
    const states = new Map((await findSourceStates(db)).map((state) => [state.dataset, state]));
    return contracts.map((contract) => toFreshness(contract, states.get(contract.dataset) ?? null, now));
  },
});

function toFreshness(contract: Contract, state: SourceState | null, now: Date): SourceFreshness {
  const ageMs = state?.receivedAt ? Math.max(0, now.getTime() - state.receivedAt.getTime()) : null;
  const promisedMs = durationMs(contract.updateFrequency);
  return {
    dataset: contract.dataset,
    department: contract.department,
    title: contract.title,
    updateFrequency: contract.updateFrequency,
    records: state?.records ?? 0,
    lastBatch: state ? toLastBatch(state) : null,
    ageSeconds: ageMs === null ? null : Math.floor(ageMs / 1000),
    // A dataset that never came is late too.
    late: promisedMs !== null && (ageMs === null || ageMs > promisedMs),
  };
}

function toLastBatch(source: SourceState): LastBatch | null {
  const { batchId: id, state, receivedAt, publishedAt, received, accepted, unchanged, superseded, rejected } = source;
  if (id === null || state === null || receivedAt === null) return null;
  return {
    id,
    state,
    receivedAt: receivedAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
    received,
    accepted,
    unchanged,
    superseded,
    rejected,
  };
}
