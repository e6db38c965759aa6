import type { Database } from '../../schema/store/database.ts';
import { runSql } from '../../schema/store/run-sql.ts';

/** What a load leaves in the tables, in figures that must not depend on what happened on the way. */
export interface LoadTraces {
  readonly batches: number;
  readonly unpublished: number;
  /** Batches whose counts do not add up to what was received. */
  readonly unbalanced: number;
  readonly received: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly records: number;
  readonly versions: number;
  readonly rejects: number;
  /** Rows that are landed and not yet taken up, and records that wait for resolution. */
  readonly waiting: number;
}

export async function readLoadTraces(db: Database): Promise<LoadTraces> {
  const [row] = await runSql<Record<keyof LoadTraces, string>>(
    db,
    `select count(*) as batches,
       count(*) filter (where state <> 'published') as unpublished,
       count(*) filter (where received <> accepted + unchanged + superseded + rejected) as unbalanced,
       sum(received) as received, sum(accepted) as accepted, sum(rejected) as rejected,
       (select count(*) from record) as records,
       (select count(*) from record_version) as versions,
       (select count(*) from reject) as rejects,
       (select count(*) from landed_row) + (select count(*) from pending_record) as waiting
     from batch`,
  );
  if (!row) throw new Error('no figures');
  return {
    batches: Number(row.batches),
    unpublished: Number(row.unpublished),
    unbalanced: Number(row.unbalanced),
    received: Number(row.received),
    accepted: Number(row.accepted),
    rejected: Number(row.rejected),
    records: Number(row.records),
    versions: Number(row.versions),
    rejects: Number(row.rejects),
    waiting: Number(row.waiting),
  };
}
