import type { BatchId } from '../model/identity.ts';
import type { Area, GridRow } from '../rules/areas/build-area-tree.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

interface Row {
  readonly code: string;
  readonly level: Area['level'];
  readonly parent: string | null;
  readonly title: string;
  readonly record_key: string | null;
}

const toArea = ({ record_key, ...row }: Row): Area => ({ ...row, recordKey: record_key });

/** The whole tree, parents first. */
export async function listAreas(db: Database): Promise<readonly Area[]> {
  const rows = await runSql<Row>(
    db,
    'select code, level, parent, title, record_key from area order by length(code), code',
  );
  return rows.map(toArea);
}

/** Makes the area tree exactly `areas`. Rows that stay as they are, are not written. */
export async function replaceAreas(trx: Database, areas: readonly Area[]): Promise<void> {
  const document = JSON.stringify(areas);
  await runSql(
    trx,
    `insert into area (code, level, parent, title, record_key)
     select code, level, parent, title, "recordKey"
     from jsonb_to_recordset(?::jsonb) as t (code text, level text, parent text, title text, "recordKey" text)
     on conflict (code) do update set level = excluded.level, parent = excluded.parent, title = excluded.title,
       record_key = excluded.record_key
     where (area.level, area.parent, area.title, area.record_key)
       is distinct from (excluded.level, excluded.parent, excluded.title, excluded.record_key)`,
    [document],
  );
  await runSql(trx, 'delete from area where not code = any(?::text[])', [areas.map(({ code }) => code)]);
}

/** How many grids the landed list would remove, and how many there are; those of rejected rows stay. */
export async function countVanishingGrids(
  trx: Database,
  batchId: BatchId,
): Promise<{ readonly current: number; readonly vanishing: number }> {
  const [row] = await runSql<{ current: number; vanishing: number }>(
    trx,
    `select count(*)::int as current,
       (count(*) filter (where not exists (select from landed_row l where l.batch_id = :batchId and l.key = a.record_key)
         and not exists (select from reject j where j.batch_id = :batchId and j.key = a.record_key)))::int as vanishing
     from area a where level = 'grid'`,
    { batchId },
  );
  return { current: row?.current ?? 0, vanishing: row?.vanishing ?? 0 };
}

/** A landed grid; of several rows with one key only `counts` is the one that is taken. */
export interface LandedGrid extends GridRow {
  readonly counts: boolean;
}

/** The landed grids of a batch; of rows with the same key the one with the greatest hash counts. */
export async function findLandedGrids(trx: Database, batchId: BatchId): Promise<readonly LandedGrid[]> {
  return await runSql<LandedGrid>(
    trx,
    `select key, coalesce("values"->>'code', key) as code, "values"->>'street' as street,
       "values"->>'community' as community, "values"->>'grid' as grid,
       row_number() over (partition by key order by hash desc, row_number) = 1 as counts
     from landed_row where batch_id = ? and not deleted order by row_number`,
    [batchId],
  );
}

/** Grids of today's tree whose rows the batch rejected: they stay as they are. */
export async function findRejectedGrids(trx: Database, batchId: BatchId): Promise<readonly GridRow[]> {
  return await runSql<GridRow>(
    trx,
    `select grid.record_key as key, grid.code, street.title as street, community.title as community, grid.title as grid
     from area grid
     join area community on community.code = grid.parent
     join area street on street.code = community.parent
     where grid.level = 'grid' and exists (
       select from reject j where j.batch_id = ? and (j.key = grid.record_key
         or (j.key is null and (position(grid.record_key in j.excerpt) > 0 or position(grid.record_key in j.raw::text) > 0)))
     )`,
    [batchId],
  );
}
