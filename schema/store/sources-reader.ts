import type { DatasetName } from '../model/identity.ts';
import type { BatchCounts, BatchState } from '../model/record.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** What has come in of a dataset. */
export interface SourceState extends BatchCounts {
  readonly dataset: DatasetName;
  readonly records: number;
  /** Null before the first batch. */
  readonly batchId: string | null;
  readonly state: BatchState | null;
  readonly receivedAt: Date | null;
  readonly publishedAt: Date | null;
}

/** One row per dataset of a contract: its current records and its last batch that was not refused. */
export function findSourceStates(db: Database): Promise<readonly SourceState[]> {
  return runSql<SourceState>(
    db,
    `select contract.dataset,
       case contract.entity when 'grid' then (select count(*)::integer from area where record_key is not null)
         else coalesce(counted.records, 0) end as records,
       last.id as "batchId", last.state, last.received_at as "receivedAt", last.published_at as "publishedAt",
       coalesce(last.received, 0) as received, coalesce(last.rejected, 0) as rejected,
       coalesce(page.accepted, 0) as accepted, coalesce(page.unchanged, 0) as unchanged,
       coalesce(page.superseded, 0) as superseded
     from contract
     left join (select dataset, count(*)::integer as records from record where not deleted group by dataset) as counted
       on counted.dataset = contract.dataset
     left join lateral (
       select * from batch where batch.dataset = contract.dataset and batch.state <> 'failed'
       order by batch.sequence desc limit 1
     ) as last on true
     left join lateral (
       select sum(accepted)::integer as accepted, sum(unchanged)::integer as unchanged,
         sum(superseded)::integer as superseded
       from batch_page where batch_page.batch_id = last.id
     ) as page on true
     order by contract.dataset`,
  );
}
