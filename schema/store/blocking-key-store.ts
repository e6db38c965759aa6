import type { RecordId } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** One record's membership in one block. */
export interface BlockMembership {
  readonly recordId: RecordId;
  readonly key: bigint;
  /** Records above which the block makes no pairs itself. */
  readonly cap: number;
  readonly refined: boolean;
}

interface Row {
  readonly record_id: RecordId;
  readonly key: string;
  readonly cap: number;
  readonly refined: boolean;
}

/** The blocks that these records are in. */
export async function findMemberships(db: Database, records: readonly RecordId[]): Promise<readonly BlockMembership[]> {
  const rows = await runSql<Row>(
    db,
    'select record_id, key, cap, refined from blocking_key where record_id = any(?::bigint[])',
    [records],
  );
  return rows.map(({ record_id, key, ...row }) => ({ ...row, recordId: record_id, key: BigInt(key) }));
}

export async function removeMemberships(db: Database, memberships: readonly BlockMembership[]): Promise<void> {
  if (memberships.length === 0) return;
  await runSql(
    db,
    `delete from blocking_key using unnest(?::bigint[], ?::bigint[]) as t (record_id, key)
     where blocking_key.record_id = t.record_id and blocking_key.key = t.key`,
    [memberships.map(({ recordId }) => recordId), memberships.map(({ key }) => key.toString())],
  );
}

export async function insertMemberships(db: Database, memberships: readonly BlockMembership[]): Promise<void> {
  if (memberships.length === 0) return;
  await runSql(
    db,
    `insert into blocking_key (record_id, key, cap, refined)
     select * from unnest(?::bigint[], ?::bigint[], ?::integer[], ?::boolean[])
     on conflict (record_id, key) do nothing`,
    [
      memberships.map(({ recordId }) => recordId),
      memberships.map(({ key }) => key.toString()),
      memberships.map(({ cap }) => cap),
      memberships.map(({ refined }) => refined),
    ],
  );
}

/** How many records each block holds; a block without any is not in the answer. */
export async function countBlocks(db: Database, keys: readonly bigint[]): Promise<ReadonlyMap<bigint, number>> {
  const rows = await runSql<{ key: string; size: string }>(
    db,
    'select key, count(*) as size from blocking_key where key = any(?::bigint[]) group by key',
    [keys.map(String)],
  );
  return new Map(rows.map(({ key, size }) => [BigInt(key), Number(size)]));
}

/** Every record that is in one of the blocks. */
export async function findMembers(db: Database, keys: readonly bigint[]): Promise<readonly RecordId[]> {
  if (keys.length === 0) return [];
  const rows = await runSql<{ record_id: RecordId }>(
    db,
    'select distinct record_id from blocking_key where key = any(?::bigint[])',
    [keys.map(String)],
  );
  return rows.map(({ record_id }) => record_id);
}
