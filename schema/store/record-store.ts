import type { DatasetName, EntityType, RecordId } from '../model/identity.ts';
import type { BatchPage } from './batch-page-store.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** Landed pages of one dataset that go into the records together. */
export interface PageSet {
  readonly dataset: DatasetName;
  readonly entityType: EntityType;
  readonly pages: readonly BatchPage[];
}

/** The landed rows of the pages, and of each key the row that counts: the greatest version, then the greatest hash. */
const landed = `
  page as (
    select p.batch_id, p.page, p.first_row, p.last_row, b.sequence, b.mode, b.as_of, b.received_at
    from unnest(cast(:batchIds as uuid[]), cast(:pages as integer[])) as t (batch_id, page)
    join batch_page p using (batch_id, page)
    join batch b on b.id = p.batch_id
  ),
  page_row as materialized (
    select page.batch_id, page.page, page.sequence, page.mode, page.as_of, page.received_at,
      l.row_number, l.key, l.version, l.hash
    from page join landed_row l on l.batch_id = page.batch_id and l.row_number between page.first_row and page.last_row
  ),
  winner as materialized (
    select distinct on (key) * from page_row order by key, version desc, hash desc, sequence, row_number
  )`;

/**
 * Makes a record of every key that has none. In key order, so that two pages never wait for each other in a ring.
 * @returns the new records
 */
export async function insertNewRecords(trx: Database, set: PageSet): Promise<readonly RecordId[]> {
  const rows = await runPrepared<{ id: RecordId }>(
    trx,
    `with ${landed}
     insert into record (dataset, key, entity_type, version, hash, raw, "values", flags, deleted, batch_id, row_number,
       first_received_at, received_at)
     select :dataset, w.key, :entityType, l.version, l.hash, l.raw, l."values", l.flags, l.deleted, l.batch_id,
       l.row_number, w.received_at, w.received_at
     from winner w join landed_row l on l.batch_id = w.batch_id and l.row_number = w.row_number
     where not exists (select from record r where r.dataset = :dataset and r.key = w.key)
     order by w.key
     on conflict (dataset, key) do nothing
     returning id`,
    toBindings(set),
  );
  return rows.map(({ id }) => id);
}

/** Holds the records of the pages' keys until the transaction ends; what is read of them afterwards is the truth. */
export async function lockRecords(trx: Database, set: PageSet): Promise<void> {
  await runPrepared(
    trx,
    `with ${landed}, held as (
       select 1 from record where dataset = :dataset and key in (select key from winner) order by key for update
     )
     select count(*) from held`,
    toBindings(set),
  );
}

/**
 * Takes the pages' rows into the locked records: the newest version wins, of equal versions the greater hash. Keeps every
 * distinct version, puts what changed on the waiting list, closes earlier rejects of the keys, counts, and closes the pages.
 * A snapshot's row lifts the tombstone that an older snapshot had set by not naming it.
 * The waiting list's entry is touched even when there already: resolution then waits for this change.
 */
export async function applyPages(trx: Database, set: PageSet, born: readonly RecordId[], now: Date): Promise<void> {
  await runPrepared(trx, `with ${landed}, ${effects} ${closePages}`, { ...toBindings(set), born, now });
}

const effects = `
  outcome as materialized (
    select w.key, w.batch_id, w.row_number, w.version, w.hash, w.received_at, r.id, r.version as old_version,
      r.hash as old_hash, r.id = any(cast(:born as bigint[])) as born,
      r.id = any(cast(:born as bigint[])) or (w.version, w.hash) > (r.version, r.hash)
        or (w.mode = 'snapshot' and r.deleted and r.row_number is null and w.as_of > r.version) as wins
    from winner w join record r on r.dataset = :dataset and r.key = w.key
  ),
  updated as (
    update record r set version = l.version, hash = l.hash, raw = l.raw, "values" = l."values", flags = l.flags,
      deleted = l.deleted, batch_id = l.batch_id, row_number = l.row_number,
      received_at = greatest(r.received_at, o.received_at)
    from outcome o join landed_row l on l.batch_id = o.batch_id and l.row_number = o.row_number
    where r.id = o.id and o.wins and not o.born
  ),
  history as (
    insert into record_version (record_id, version, hash, raw, deleted, batch_id, row_number, received_at)
    select distinct on (o.id, p.version, p.hash)
      o.id, l.version, l.hash, l.raw, l.deleted, l.batch_id, l.row_number, p.received_at
    from page_row p
    join outcome o on o.key = p.key
    join landed_row l on l.batch_id = p.batch_id and l.row_number = p.row_number
    order by o.id, p.version, p.hash, p.sequence, p.row_number
    on conflict (record_id, version, hash) do nothing
  ),
  waiting as (
    insert into pending_record (record_id) select id from outcome where wins order by id
    on conflict (record_id) do update set record_id = excluded.record_id
  ),
  mended as (
    update reject j set closed_by = o.batch_id, closed_at = :now
    from outcome o, batch rejected_in, batch mended_in
    where j.dataset = :dataset and j.key = o.key and j.closed_at is null
      and rejected_in.id = j.batch_id and mended_in.id = o.batch_id and rejected_in.sequence < mended_in.sequence
  ),
  counted as (
    select p.batch_id, p.page,
      count(*) filter (where mark = 'accepted') as accepted,
      count(*) filter (where mark = 'unchanged') as unchanged,
      count(*) filter (where mark = 'superseded') as superseded
    from (
      select p.batch_id, p.page, case
        when o.wins and p.batch_id = o.batch_id and p.row_number = o.row_number then 'accepted'
        when (p.version, p.hash) = (o.version, o.hash) and o.wins then 'unchanged'
        when (p.version, p.hash) = (o.old_version, o.old_hash) then 'unchanged'
        else 'superseded' end as mark
      from page_row p join outcome o on o.key = p.key
    ) p
    group by p.batch_id, p.page
  )`;

const closePages = `
  update batch_page b set done = true, accepted = coalesce(c.accepted, 0), unchanged = coalesce(c.unchanged, 0),
    superseded = coalesce(c.superseded, 0)
  from page left join counted c on c.batch_id = page.batch_id and c.page = page.page
  where b.batch_id = page.batch_id and b.page = page.page`;

/**
 * A finding for every key and version of the pages that now stands in the history with more than one content.
 * Judged by the history, so it does not matter which content came first. Deletions say nothing of content.
 */
export async function findVersionConflicts(trx: Database, set: PageSet, now: Date): Promise<void> {
  await runPrepared(
    trx,
    `with ${landed}, conflict as (
       select r.key, v.version
       from (select distinct key, version from page_row) p
       join record r on r.dataset = :dataset and r.key = p.key
       join record_version v on v.record_id = r.id and v.version = p.version and not v.deleted
       group by r.key, v.version having count(*) > 1
     )
     insert into finding (id, fingerprint, kind, entity_type, entity_ids, records, details, state, found_at)
     select gen_random_uuid(),
       encode(sha256(convert_to(concat_ws(chr(10), 'SAME_VERSION_DIFFERENT_CONTENT', cast(:dataset as text), key, extract(epoch from version)), 'UTF8')), 'hex'),
       'SAME_VERSION_DIFFERENT_CONTENT', :entityType, '{}',
       jsonb_build_array(jsonb_build_object('dataset', cast(:dataset as text), 'key', key)),
       jsonb_build_object('version', to_char(version at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
       'open', :now
     from conflict
     on conflict (fingerprint) do nothing`,
    { ...toBindings(set), now },
  );
}

/** Removes the pages' landed rows, now in the records; a snapshot's stay until it is known what vanished. */
export async function clearPages(trx: Database, set: PageSet): Promise<void> {
  await runPrepared(
    trx,
    `delete from landed_row l
     using unnest(cast(:batchIds as uuid[]), cast(:pages as integer[])) as t (batch_id, page)
     join batch_page p using (batch_id, page) join batch b on b.id = p.batch_id
     where l.batch_id = p.batch_id and l.row_number between p.first_row and p.last_row and b.mode = 'upsert'`,
    toBindings(set),
  );
}

const toBindings = ({ dataset, entityType, pages }: PageSet) => ({
  dataset,
  entityType,
  batchIds: pages.map(({ batchId }) => batchId),
  pages: pages.map(({ page }) => page),
});
