import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** Lets the planner know what is in the tables that resolution reads and writes; a second or two for a million records. */
export async function analyseResolved(db: Database): Promise<void> {
  await runSql(
    db,
    `analyze record, pending_record, record_block, blocking_key, pair, entity, link, resident, legal_entity,
       household_member, change, review, finding`,
  );
}
