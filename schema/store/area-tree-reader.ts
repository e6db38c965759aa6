import type { Area } from '../rules/areas/build-area-tree.ts';
import type { Database } from './database.ts';
import { groupRows } from './reader/group-rows.ts';
import { runSql } from './run-sql.ts';

const columns = 'code, level, parent, title, record_key as "recordKey"';

/** In the order of `codes`; null = no such area. */
export async function findAreasByCode(db: Database, codes: readonly string[]): Promise<readonly (Area | null)[]> {
  const rows = await runSql<Area>(db, `select ${columns} from area where code = any(?::text[])`, [plain(codes)]);
  const byCode = new Map(rows.map((area) => [area.code, area]));
  return codes.map((code) => byCode.get(code) ?? null);
}

/** The areas directly inside each, by code, in the order of `codes`. */
export async function findAreasInside(db: Database, codes: readonly string[]): Promise<readonly (readonly Area[])[]> {
  const rows = await runSql<Area>(db, `select ${columns} from area where parent = any(?::text[]) order by code`, [
    plain(codes),
  ]);
  const byParent = groupRows(rows, ({ parent }) => parent);
  return codes.map((code) => byParent.get(code) ?? []);
}

/** A text with a zero byte is no code, and PostgreSQL takes none. */
const plain = (codes: readonly string[]): readonly string[] => codes.filter((code) => !code.includes('\u0000'));
