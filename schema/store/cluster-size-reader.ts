import type { EntityType } from '../model/identity.ts';
import type { Counts } from '../model/reconciliation.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

const tables: Readonly<Record<EntityType, string>> = { resident: 'resident', 'legal-entity': 'legal_entity' };

/** Records in an entity → entities, over all golden records of the type. */
export async function countClusterSizes(db: Database, entityType: EntityType): Promise<Counts> {
  const rows = await runSql<{ size: number; entities: number }>(
    db,
    `select record_count as size, count(*)::integer as entities from ${tables[entityType]} group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ size, entities }) => [String(size), entities]));
}
