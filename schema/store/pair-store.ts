import type { RecordId } from '../model/identity.ts';
import type { WeighedPair } from '../model/resolution.ts';
import { arrayOf } from './array-literal.ts';
import type { Database } from './database.ts';
import { runPrepared } from './run-sql.ts';

/** Forgets every pair of these records and gives back the records that were at the other end. */
export async function removePairsOf(db: Database, records: readonly RecordId[]): Promise<readonly RecordId[]> {
  const ids = arrayOf(records);
  const rows = await runPrepared<{ a: RecordId; b: RecordId }>(
    db,
    `with gone as (delete from pair where a = any(?::bigint[]) returning a, b),
       too as (delete from pair where b = any(?::bigint[]) and not a = any(?::bigint[]) returning a, b)
     select a, b from gone union all select a, b from too`,
    [ids, ids, ids],
  );
  return [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
}

/** Adds pairs; those that stood between their records are forgotten before. */
export async function insertPairs(db: Database, pairs: readonly WeighedPair[]): Promise<void> {
  if (pairs.length === 0) return;
  await runPrepared(
    db,
    `insert into pair (a, b, weight, outcome)
     select * from unnest(?::bigint[], ?::bigint[], ?::double precision[], ?::text[])`,
    [
      arrayOf(pairs.map(({ a }) => a)),
      arrayOf(pairs.map(({ b }) => b)),
      arrayOf(pairs.map(({ weight }) => weight)),
      arrayOf(pairs.map(({ outcome }) => outcome)),
    ],
  );
}

export const copyPairs = (table = 'pair'): string => `copy ${table} (a, b, weight, outcome) from stdin`;

/** A line of `copyPairs`. */
export const encodePairRow = ({ a, b, weight, outcome }: WeighedPair): string => `${a}\t${b}\t${weight}\t${outcome}\n`;

/** Every stored pair with at least one end among the records. */
export async function findPairsOf(db: Database, records: readonly RecordId[]): Promise<readonly WeighedPair[]> {
  if (records.length === 0) return [];
  const ids = arrayOf(records);
  return runPrepared<WeighedPair>(
    db,
    `select a, b, weight, outcome from pair where a = any(?::bigint[])
     union all
     select a, b, weight, outcome from pair where b = any(?::bigint[]) and not a = any(?::bigint[])`,
    [ids, ids, ids],
  );
}
