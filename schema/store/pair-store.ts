import type { EntityType, RecordId } from '../model/identity.ts';
import type { ScoredPair } from '../model/resolution.ts';
import { arrayOf } from './array-literal.ts';
import { copyRows } from './copy-rows.ts';
import type { Database } from './database.ts';
import { runSql } from './run-sql.ts';

interface Row {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  readonly outcome: ScoredPair['outcome'];
  readonly pattern: ScoredPair['levels'];
}

/** Forgets every pair of these records and gives back the records that were at the other end. */
export async function removePairsOf(db: Database, records: readonly RecordId[]): Promise<readonly RecordId[]> {
  const ids = arrayOf(records);
  const rows = await runSql<{ a: RecordId; b: RecordId }>(
    db,
    'delete from pair where a = any(?::bigint[]) or b = any(?::bigint[]) returning a, b',
    [ids, ids],
  );
  return [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
}

/** Adds pairs; those that stood between their records are forgotten before. */
export async function insertPairs(db: Database, entityType: EntityType, pairs: readonly ScoredPair[]): Promise<void> {
  const rows = pairs.map(({ a, b, weight, outcome, levels }) => [
    a,
    b,
    entityType,
    weight,
    outcome,
    JSON.stringify(levels),
  ]);
  await copyRows(db, 'pair', ['a', 'b', 'entity_type', 'weight', 'outcome', 'pattern'], rows);
}

/** Every stored pair with at least one end among the records. */
export async function findPairsOf(db: Database, records: readonly RecordId[]): Promise<readonly ScoredPair[]> {
  if (records.length === 0) return [];
  const ids = arrayOf(records);
  const rows = await runSql<Row>(
    db,
    `select a, b, weight, outcome, pattern from pair where a = any(?::bigint[])
     union all
     select a, b, weight, outcome, pattern from pair where b = any(?::bigint[]) and not a = any(?::bigint[])`,
    [ids, ids, ids],
  );
  return rows.map(({ pattern, ...pair }) => ({ ...pair, levels: pattern }));
}
