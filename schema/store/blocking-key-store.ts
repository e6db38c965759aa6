import type { EntityType, RecordId } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import { copyRows } from './copy-rows.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/** One record's membership in one block. */
export interface BlockMembership {
  readonly recordId: RecordId;
  readonly key: bigint;
  readonly refined: boolean;
}

interface Row {
  readonly record_id: RecordId;
  readonly key: string;
  readonly refined: boolean;
}

/** Rules of two entity types may share a name, and so a key; the stored keys are kept apart by this. */
const salts: Readonly<Record<EntityType, bigint>> = { resident: 0n, 'legal-entity': 0x5bd1e9955bd1e995n };

/** The blocks of one entity type. */
export interface BlockStore {
  /** The blocks that these records are in. */
  findMemberships(records: readonly RecordId[]): Promise<readonly BlockMembership[]>;
  remove(memberships: readonly BlockMembership[]): Promise<void>;
  /** Adds memberships that are not there yet. */
  insert(memberships: readonly BlockMembership[]): Promise<void>;
  /** How many records each block holds; a block with fewer than `atLeast` is not in the answer. */
  countBlocks(keys: readonly bigint[], atLeast: number): Promise<ReadonlyMap<bigint, number>>;
  /** Every record that is in one of the blocks. */
  findMembers(keys: readonly bigint[]): Promise<readonly RecordId[]>;
}

export function createBlockStore(db: Database, entityType: EntityType): BlockStore {
  const salt = salts[entityType];
  const fromStored = (key: string): bigint => BigInt(key) ^ salt;
  const toStored = (key: bigint): bigint => key ^ salt;
  return {
    findMemberships: async (records) => {
      const rows = await runSql<Row>(
        db,
        'select record_id, key, refined from blocking_key where record_id = any(?::bigint[])',
        [arrayOf(records)],
      );
      return rows.map(({ record_id, key, refined }) => ({ recordId: record_id, key: fromStored(key), refined }));
    },
    remove: async (memberships) => {
      if (memberships.length === 0) return;
      await runSql(
        db,
        `delete from blocking_key using unnest(?::bigint[], ?::bigint[]) as t (record_id, key)
         where blocking_key.record_id = t.record_id and blocking_key.key = t.key`,
        [arrayOf(memberships.map(({ recordId }) => recordId)), arrayOf(memberships.map(({ key }) => toStored(key)))],
      );
    },
    insert: async (memberships) => {
      const rows = memberships.map(({ recordId, key, refined }) => [recordId, String(toStored(key)), refined]);
      await copyRows(db, 'blocking_key', ['record_id', 'key', 'refined'], rows);
    },
    countBlocks: async (keys, atLeast) => {
      if (keys.length === 0) return new Map();
      const rows = await runSql<{ key: string; size: string }>(
        db,
        `select key, count(*) as size from blocking_key where key = any(?::bigint[])
         group by key having count(*) >= ?`,
        [arrayOf(keys.map(toStored)), atLeast],
      );
      return new Map(rows.map(({ key, size }) => [fromStored(key), Number(size)]));
    },
    findMembers: async (keys) => {
      if (keys.length === 0) return [];
      const rows = await runSql<{ record_id: RecordId }>(
        db,
        'select distinct record_id from blocking_key where key = any(?::bigint[])',
        [arrayOf(keys.map(toStored))],
      );
      return rows.map(({ record_id }) => record_id);
    },
  };
}
