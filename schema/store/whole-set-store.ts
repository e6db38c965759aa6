import type { EntityType, RecordId } from '../model/identity.ts';
import { copyBlockingKeys, copyRecordBlocks } from './blocking-key-store.ts';
import { copyChunks, copyOut } from './copy-rows.ts';
import type { Database } from './database.ts';
import { copyPairs } from './pair-store.ts';
import { runSql } from './run-sql.ts';

/*
 * What a full run writes and reads of resolution's own tables: all of it at once. Into empty tables it is copied as it
 * comes; else only the difference is written.
 */

type Lines = Iterable<string> | AsyncIterable<string>;

/** Makes the pairs be exactly these. @param lines of `copyPairs` */
export async function replacePairs(trx: Database, lines: Lines): Promise<void> {
  if (await isEmpty(trx, 'pair')) return copyChunks(trx, copyPairs, lines);
  await runSql(trx, 'create temporary table given_pair (like pair) on commit drop');
  await copyChunks(trx, copyPairs.replace('copy pair', 'copy given_pair'), lines);
  await runSql(trx, 'analyze given_pair');
  await runSql(
    trx,
    `delete from pair where not exists (
       select from given_pair as given where (given.a, given.b, given.weight, given.outcome) = (pair.a, pair.b, pair.weight, pair.outcome)
     )`,
  );
  await runSql(trx, 'insert into pair select * from given_pair on conflict do nothing');
}

export interface BlockLines {
  /** Lines of `copyBlockingKeys`. */
  readonly members: string;
  /** Lines of `copyRecordBlocks`, of the same records. */
  readonly records: string;
}

/** Makes the blocks be exactly these. */
export async function replaceBlocks(trx: Database, chunks: AsyncIterable<BlockLines>): Promise<void> {
  if (await isEmpty(trx, 'record_block')) return fillBlocks(trx, chunks);
  await runSql(trx, 'create temporary table given_block (like record_block) on commit drop');
  for await (const { records } of chunks) {
    await copyChunks(trx, copyRecordBlocks.replace('copy record_block', 'copy given_block'), [records]);
  }
  await runSql(trx, 'analyze given_block');
  // A record's keys have no order of their own.
  await runSql(
    trx,
    `create temporary table other_block on commit drop as
     select coalesce(given.record_id, block.record_id) as record_id
     from given_block as given full join record_block as block using (record_id)
     where given.record_id is null or block.record_id is null
       or not (given.coarse @> block.coarse and given.coarse <@ block.coarse
         and given.refined @> block.refined and given.refined <@ block.refined)`,
  );
  await runSql(
    trx,
    `delete from blocking_key using (
       select record_id, unnest(coarse || refined) as key from record_block join other_block using (record_id)
     ) as gone where (blocking_key.key, blocking_key.record_id) = (gone.key, gone.record_id)`,
  );
  await runSql(trx, 'delete from record_block using other_block where record_block.record_id = other_block.record_id');
  await runSql(
    trx,
    'insert into record_block select given_block.* from given_block join other_block using (record_id)',
  );
  await runSql(
    trx,
    `insert into blocking_key (key, record_id)
     select unnest(coarse || refined), record_id from given_block join other_block using (record_id)
     on conflict do nothing`,
  );
}

/** The index is made when all rows are there: sorting ten million keys once is a fifth of the work of inserting them. */
async function fillBlocks(trx: Database, chunks: AsyncIterable<BlockLines>): Promise<void> {
  await runSql(trx, 'alter table blocking_key drop constraint blocking_key_pkey');
  for await (const { members, records } of chunks) {
    await copyChunks(trx, copyBlockingKeys, [members]);
    await copyChunks(trx, copyRecordBlocks, [records]);
  }
  await runSql(trx, `set local maintenance_work_mem = '512MB'`);
  await runSql(trx, 'alter table blocking_key add primary key (key, record_id)');
}

/** Which records of a type were linked to which entity, ordered by record. */
export async function visitLinks(
  trx: Database,
  entityType: EntityType,
  visit: (recordId: RecordId, entityId: string) => void,
): Promise<void> {
  await copyOut(
    trx,
    `select record_id, entity_id from link join entity on entity.id = entity_id
     where entity_type = '${entityType}' order by record_id`,
    ([record, entity]) => visit((record ?? '') as RecordId, entity ?? ''),
  );
}

/** Records that are linked still and are no more. */
export async function findLinkedLeftovers(trx: Database, entityType: EntityType): Promise<readonly RecordId[]> {
  const rows = await runSql<{ id: RecordId }>(
    trx,
    `select record_id as id from link join record on record.id = record_id where deleted and entity_type = ?`,
    [entityType],
  );
  return rows.map(({ id }) => id);
}

async function isEmpty(trx: Database, table: 'pair' | 'record_block'): Promise<boolean> {
  const [row] = await runSql<{ any: boolean }>(trx, `select exists (select from ${table}) as any`);
  return row?.any === false;
}
