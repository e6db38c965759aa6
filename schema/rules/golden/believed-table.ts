import type { Contract } from '../../model/contract.ts';
import type { DatasetName } from '../../model/identity.ts';

/** How far one dataset is believed for one element (数源). Lower rank = believed more. */
export interface Belief {
  readonly rank: number;
  /** While its version is at most this many days older than the newest candidate's, the source goes first. */
  readonly freshDays: number | null;
}

export type BelievedTable = (dataset: DatasetName, element: string) => Belief;

const unranked: Belief = { rank: 100, freshDays: null };

/** The table of authoritative sources, read out of the contracts; a dataset that says nothing is believed last (rank 100). */
export function createBelievedTable(contracts: readonly Contract[]): BelievedTable {
  const table = new Map<DatasetName, Map<string, Belief>>();
  for (const { dataset, fields } of contracts) {
    const beliefs = new Map<string, Belief>();
    for (const { to, believed } of fields) {
      if (believed) beliefs.set(to, { rank: believed.rank, freshDays: believed.freshDays ?? null });
    }
    table.set(dataset, beliefs);
  }
  return (dataset, element) => table.get(dataset)?.get(element) ?? unranked;
}
