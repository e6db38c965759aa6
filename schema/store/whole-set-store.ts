import type { EntityType, RecordId } from '../model/identity.ts';
import { readErrorCode } from '../runtime/error-code.ts';
import { copyRecordBlocks } from './blocking-key-store.ts';
import { copyChunks, copyOut } from './copy-rows.ts';
import type { Database } from './database.ts';
import { createNext, indexNext, nextOf, takePlaces } from './next-table.ts';
import { copyPairs } from './pair-store.ts';
import { runSql } from './run-sql.ts';

/*
 * What a full run writes and reads of resolution's own tables: all of it at once.
 */

const evidenceTables = ['pair', 'blocking_key', 'record_block'];

/**
 * Makes pairs and blocks anew beside those in use, on a connection and in a transaction of its own: it may take as long
 * as the rest of the run, and what a run that failed has left is made again by the next.
 * @param pairs lines of `copyPairs`
 * @param blocks lines of `copyRecordBlocks`
 */
export async function buildNextEvidence(
  db: Database,
  pairs: Iterable<string>,
  blocks: AsyncIterable<string>,
): Promise<void> {
  await db.transaction(async (trx) => {
    for (const table of evidenceTables) await createNext(trx, table);
    await copyChunks(trx, copyPairs(nextOf('pair')), pairs);
    await copyChunks(trx, copyRecordBlocks(nextOf('record_block')), blocks);
    await runSql(
      trx,
      `insert into ${nextOf('blocking_key')} (key, record_id)
       select unnest(coarse || refined), record_id from ${nextOf('record_block')}`,
    );
    await runSql(trx, `set local maintenance_work_mem = '512MB'`);
    for (const table of evidenceTables) await indexNext(trx, table);
  });
  for (const table of evidenceTables) await runSql(db, `analyze ${nextOf(table)}`);
}

const mostAttempts = 100;

/** Puts them in force, in the transaction of the run. An explanation that is just being read is waited for. */
export async function useNextEvidence(trx: Database): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await trx.transaction((savepoint) => takePlaces(savepoint, evidenceTables));
      return;
    } catch (error) {
      if (readErrorCode(error) !== '55P03' || attempt === mostAttempts) throw error;
    }
  }
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
