import type { EntityType, RecordId } from '../model/identity.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** One record's membership in one block. */
export interface BlockMembership {
  readonly recordId: RecordId;
  readonly key: bigint;
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

/** Both sides hold the same: `blocking_key` the records of each block, `record_block` the blocks of each record. */
export function createBlockStore(db: Database, entityType: EntityType): BlockStore {
  const salt = salts[entityType];
  const fromStored = (key: string): bigint => BigInt(key) ^ salt;
  const toStored = (key: bigint): bigint => key ^ salt;
  return {
    findMemberships: async (records) => {
      if (records.length === 0) return [];
      const rows = await runPrepared<{ record_id: RecordId; coarse: string[]; refined: string[] }>(
        db,
        'select record_id, coarse::text[], refined::text[] from record_block where record_id = any(?::bigint[])',
        [arrayOf(records)],
      );
      const memberships: BlockMembership[] = [];
      for (const { record_id: recordId, coarse, refined } of rows) {
        for (const key of coarse) memberships.push({ recordId, key: fromStored(key), refined: false });
        for (const key of refined) memberships.push({ recordId, key: fromStored(key), refined: true });
      }
      return memberships;
    },
    remove: async (memberships) => {
      if (memberships.length === 0) return;
      const keys = arrayOf(memberships.map(({ key }) => toStored(key)));
      const records = arrayOf(memberships.map(({ recordId }) => recordId));
      await runPrepared(
        db,
        `with gone as (select * from unnest(?::bigint[], ?::bigint[]) as t (key, record_id)),
           less as (
             update record_block as block
             set coarse = array(select key from unnest(block.coarse) as key where not key = any(left_keys)),
               refined = array(select key from unnest(block.refined) as key where not key = any(left_keys))
             from (select record_id, array_agg(key) as left_keys from gone group by record_id) as left_blocks
             where block.record_id = left_blocks.record_id
           )
         delete from blocking_key using gone
         where blocking_key.key = gone.key and blocking_key.record_id = gone.record_id`,
        [keys, records],
      );
    },
    insert: async (memberships) => {
      if (memberships.length === 0) return;
      const blocks = groupByRecord(memberships, toStored);
      await runPrepared(
        db,
        `with given as (
           select record_id, coarse::bigint[] as coarse, refined::bigint[] as refined
           from unnest(?::bigint[], ?::text[], ?::text[]) as t (record_id, coarse, refined)
         ),
         members as (
           insert into blocking_key (key, record_id) select unnest(coarse || refined) as key, record_id from given order by key
         )
         insert into record_block as block (record_id, coarse, refined) select record_id, coarse, refined from given
         on conflict (record_id) do update
         set coarse = block.coarse || excluded.coarse, refined = block.refined || excluded.refined`,
        [arrayOf([...blocks.keys()]), ...toLiterals([...blocks.values()])],
      );
    },
    countBlocks: async (keys, atLeast) => {
      if (keys.length === 0) return new Map();
      const rows = await runPrepared<{ key: string; size: string }>(
        db,
        `select key, count(*) as size from blocking_key where key = any(?::bigint[])
         group by key having count(*) >= ?`,
        [arrayOf(keys.map(toStored)), atLeast],
      );
      return new Map(rows.map(({ key, size }) => [fromStored(key), Number(size)]));
    },
    findMembers: async (keys) => {
      if (keys.length === 0) return [];
      const rows = await runPrepared<{ record_id: RecordId }>(
        db,
        'select distinct record_id from blocking_key where key = any(?::bigint[])',
        [arrayOf(keys.map(toStored))],
      );
      return rows.map(({ record_id }) => record_id);
    },
  };
}

/** A record's stored keys of both kinds. */
interface RecordBlocks {
  readonly coarse: bigint[];
  readonly refined: bigint[];
}

function groupByRecord(
  memberships: readonly BlockMembership[],
  toStored: (key: bigint) => bigint,
): ReadonlyMap<RecordId, RecordBlocks> {
  const blocks = new Map<RecordId, RecordBlocks>();
  for (const { recordId, key, refined } of memberships) {
    let block = blocks.get(recordId);
    if (!block) {
      block = { coarse: [], refined: [] };
      blocks.set(recordId, block);
    }
    (refined ? block.refined : block.coarse).push(toStored(key));
  }
  return blocks;
}

/** Array literals inside an array literal: quoted, and nothing in them needs an escape. */
const toLiterals = (blocks: readonly RecordBlocks[]): readonly [coarse: string, refined: string] => [
  `{${blocks.map(({ coarse }) => `"{${coarse.join(',')}}"`).join(',')}}`,
  `{${blocks.map(({ refined }) => `"{${refined.join(',')}}"`).join(',')}}`,
];

export const copyBlockingKeys = (table = 'blocking_key'): string => `copy ${table} (key, record_id) from stdin`;
export const copyRecordBlocks = (table = 'record_block'): string =>
  `copy ${table} (record_id, coarse, refined) from stdin`;

/** A key as it is stored, for whoever fills the tables without a BlockStore. */
export const toStoredKey = (entityType: EntityType, key: bigint): bigint => key ^ salts[entityType];

/** A line of `copyBlockingKeys`. */
export const encodeBlockingKeyRow = (storedKey: bigint, recordId: RecordId): string => `${storedKey}\t${recordId}\n`;

/** A line of `copyRecordBlocks`. */
export const encodeRecordBlockRow = (
  recordId: RecordId,
  coarse: readonly bigint[],
  refined: readonly bigint[],
): string => `${recordId}\t{${coarse.join(',')}}\t{${refined.join(',')}}\n`;
