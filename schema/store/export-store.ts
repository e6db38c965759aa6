import type { EntityId, EntityType, RecordId } from '../model/identity.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

/*
 * Rows for an export, in keyset pages so that memory stays flat however much there is. The caller writes the
 * disclosure of each page before it writes the page.
 */

const pageSize = 2_000;

export interface LinkRow {
  readonly record_id: RecordId;
  readonly dataset: string;
  readonly key: string;
  readonly entity_type: EntityType;
  readonly entity_id: EntityId;
}

/** Every link: which record belongs to which entity. */
export function readLinks(db: Database): AsyncIterable<readonly LinkRow[]> {
  return readPages<LinkRow>((after) =>
    runSql(
      db,
      `select link.record_id, record.dataset, record.key, record.entity_type, link.entity_id
       from link join record on record.id = link.record_id
       where link.record_id > ?::bigint order by link.record_id limit ${pageSize}`,
      [after?.record_id ?? '0'],
    ),
  );
}

export interface GoldenRow {
  readonly id: EntityId;
  readonly values: Readonly<Record<string, string>>;
  readonly record_count: number;
}

/** Every golden record of a type. */
export function readGolden(db: Database, entityType: EntityType): AsyncIterable<readonly GoldenRow[]> {
  const table = entityType === 'resident' ? 'resident' : 'legal_entity';
  return readPages<GoldenRow>((after) =>
    runSql(db, `select id, "values", record_count from ${table} where id > ?::uuid order by id limit ${pageSize}`, [
      after?.id ?? '00000000-0000-0000-0000-000000000000',
    ]),
  );
}

export interface RejectRow {
  readonly id: string;
  readonly dataset: string;
  readonly batch_id: string;
  readonly row_number: number;
  readonly rule: string;
  readonly column: string | null;
  readonly reason_zh: string;
  readonly reason_en: string;
}

/** Every reject that is still open, without the row itself: that is in the return file. */
export function readOpenRejects(db: Database): AsyncIterable<readonly RejectRow[]> {
  return readPages<RejectRow>((after) =>
    runSql(
      db,
      `select id, dataset, batch_id, row_number, rule, "column", reason_zh, reason_en
       from reject where closed_at is null and id > ?::bigint order by id limit ${pageSize}`,
      [after?.id ?? '0'],
    ),
  );
}

export interface FindingRow {
  readonly id: string;
  readonly kind: string;
  readonly entity_type: EntityType;
  readonly entity_ids: readonly EntityId[];
  readonly records: readonly { readonly dataset: string; readonly key: string }[];
  readonly details: Readonly<Record<string, string>>;
  readonly found_at: Date;
}

/** Every open finding. */
export function readOpenFindings(db: Database): AsyncIterable<readonly FindingRow[]> {
  return readPages<FindingRow>((after) =>
    runSql(
      db,
      `select id, kind, entity_type, entity_ids::text[] as entity_ids, records, details, found_at
       from finding where state = 'open' and id > ?::uuid order by id limit ${pageSize}`,
      [after?.id ?? '00000000-0000-0000-0000-000000000000'],
    ),
  );
}

async function* readPages<Row>(
  readAfter: (last: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined;
  for (;;) {
    const page = await readAfter(last);
    if (page.length === 0) return;
    yield page;
    last = page.at(-1);
  }
}
