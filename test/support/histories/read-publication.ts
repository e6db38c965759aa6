import type { Database } from '../../../schema/store/database.ts';
import { computeGoldenHash } from '../../../schema/store/golden-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import { readClusters } from '../community.ts';

/** Everything that resolution decided, named by records and not by ids or times: what no history may influence. */
export interface Publication {
  readonly clusters: readonly string[];
  readonly goldenHash: string;
  readonly pairs: readonly string[];
  readonly openReviews: readonly string[];
  readonly openFindings: readonly string[];
  /** Of rows that came twice with one version and other content: of all that was sent, not of what is there now. */
  readonly versionConflicts: readonly string[];
  /** What those decisions stand for that nobody has undone. */
  readonly decisions: readonly string[];
  readonly blocks: readonly string[];
  readonly households: readonly string[];
}

export async function readPublication(db: Database): Promise<Publication> {
  const lines = async (sql: string): Promise<readonly string[]> =>
    (await runSql<{ line: string }>(db, `select line from (${sql}) as t (line) order by line collate "C"`)).map(
      ({ line }) => line,
    );
  return {
    clusters: await readClusters(db),
    goldenHash: await computeGoldenHash(db),
    pairs: await lines(
      `select concat_ws(' ', least(${name('a')}, ${name('b')}), greatest(${name('a')}, ${name('b')}), outcome, weight)
       from pair join record a on a.id = pair.a join record b on b.id = pair.b`,
    ),
    openReviews: await lines(
      `select concat_ws(' ', fingerprint, reason, weight, details) from review where state = 'open'`,
    ),
    openFindings: await lines(
      `select concat_ws(' ', fingerprint, details, (
         select string_agg(member, ',' order by member) from (
           select min(${name('r')}) as member from link join record r on r.id = link.record_id
           where link.entity_id = any(entity_ids) group by link.entity_id) as m))
       from finding where state = 'open' and kind <> 'SAME_VERSION_DIFFERENT_CONTENT'`,
    ),
    versionConflicts: await lines(
      `select concat_ws(' ', fingerprint, records, details, state) from finding
       where kind = 'SAME_VERSION_DIFFERENT_CONTENT'`,
    ),
    decisions: await lines(
      `select concat_ws(' ', id, kind, state, against, guard) from decision where undone_at is null`,
    ),
    blocks: await lines(
      `select concat_ws(' ', ${name('r')}, blocking_key.key, blocking_key.key = any(refined)) from blocking_key
         join record_block using (record_id) join record r on r.id = record_id`,
    ),
    households: await lines(
      `select concat_ws(' ', (select min(${name('r')}) from link join record r on r.id = record_id where entity_id = resident_id),
         household_id, relation_to_head, basis)
       from household_member where until is null`,
    ),
  };
}

const name = (table: string): string => `${table}.dataset || '/' || ${table}.key`;
