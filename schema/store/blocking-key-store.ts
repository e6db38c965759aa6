import type { RecordId } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** One record's membership in one block. `cap` null = the block makes pairs however large it is. */
export interface BlockMembership {
  readonly recordId: RecordId;
  readonly key: bigint;
  readonly cap: number | null;
}

export interface BlockSize {
  readonly key: bigint;
  readonly cap: number | null;
  readonly size: number;
}

interface Row {
  readonly record_id: RecordId;
  readonly key: string;
  readonly cap: number | null;
}

/** Takes the records out of all their blocks and says which these were. */
export async function removeMemberships(
  db: Database,
  records: readonly RecordId[],
): Promise<readonly BlockMembership[]> {
  const rows = await runSql<Row>(
    db,
    'delete from blocking_key where record_id = any(?::bigint[]) returning record_id, key, cap',
    [records],
  );
  return rows.map(toMembership);
}

export async function insertMemberships(db: Database, memberships: readonly BlockMembership[]): Promise<void> {
  await runSql(
    db,
    `insert into blocking_key (record_id, key, cap)
     select * from unnest(?::bigint[], ?::bigint[], ?::integer[])
     on conflict (record_id, key) do nothing`,
    [
      memberships.map(({ recordId }) => recordId),
      memberships.map(({ key }) => key.toString()),
      memberships.map(({ cap }) => cap),
    ],
  );
}

/** The number of records in each block, blocks without any left out. */
export async function countBlocks(db: Database, keys: readonly bigint[]): Promise<readonly BlockSize[]> {
  const rows = await runSql<{ key: string; cap: number | null; size: string }>(
    db,
    'select key, min(cap) as cap, count(*) as size from blocking_key where key = any(?::bigint[]) group by key',
    [keys.map(String)],
  );
  return rows.map(({ key, cap, size }) => ({ key: BigInt(key), cap, size: Number(size) }));
}

/** Every record that is in one of the blocks. */
export async function findMembers(db: Database, keys: readonly bigint[]): Promise<readonly RecordId[]> {
  const rows = await runSql<{ record_id: RecordId }>(
    db,
    'select distinct record_id from blocking_key where key = any(?::bigint[])',
    [keys.map(String)],
  );
  return rows.map(({ record_id }) => record_id);
}

const toMembership = ({ record_id, key, cap }: Row): BlockMembership => ({
  recordId: record_id,
  key: BigInt(key),
  cap,
});
