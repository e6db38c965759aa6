import type { RecordId } from '../model/identity.ts';
import type { ScoredPair } from '../model/resolution.ts';
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
  const rows = await runSql<{ a: RecordId; b: RecordId }>(
    db,
    'delete from pair where a = any(?::bigint[]) or b = any(?::bigint[]) returning a, b',
    [records, records],
  );
  return [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
}

export async function insertPairs(db: Database, entityType: string, pairs: readonly ScoredPair[]): Promise<void> {
  await runSql(
    db,
    `insert into pair (a, b, entity_type, weight, outcome, pattern)
     select a, b, ?, weight, outcome, pattern
     from unnest(?::bigint[], ?::bigint[], ?::double precision[], ?::text[], ?::jsonb[]) as t (a, b, weight, outcome, pattern)
     on conflict (a, b) do update set weight = excluded.weight, outcome = excluded.outcome, pattern = excluded.pattern`,
    [
      entityType,
      pairs.map(({ a }) => a),
      pairs.map(({ b }) => b),
      pairs.map(({ weight }) => weight),
      pairs.map(({ outcome }) => outcome),
      pairs.map(({ levels }) => JSON.stringify(levels)),
    ],
  );
}

/** Every stored pair with at least one end among the records. */
export async function findPairsOf(db: Database, records: readonly RecordId[]): Promise<readonly ScoredPair[]> {
  const rows = await runSql<Row>(
    db,
    `select a, b, weight, outcome, pattern from pair where a = any(?::bigint[])
     union
     select a, b, weight, outcome, pattern from pair where b = any(?::bigint[])`,
    [records, records],
  );
  return rows.map(({ pattern, ...pair }) => ({ ...pair, levels: pattern }));
}
