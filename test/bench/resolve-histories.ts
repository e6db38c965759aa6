import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { migrationSource } from '../../migrations/registry.ts';
import { startEmbeddedPostgres } from '../../schema/runtime/embedded-postgres/start-embedded-postgres.ts';
import { type Database, openDatabase } from '../../schema/store/database.ts';
import { runSql } from '../../schema/store/run-sql.ts';
import { type HistoryEvent, history } from '../support/histories/history.ts';
import { proveHistory } from '../support/histories/prove-history.ts';

/** What happened over all histories, so that a campaign that met nothing is seen. */
type Met = Record<string, number>;

/**
 * Proves random histories, every other one with block caps of 3, and prints what they met.
 * @param count histories.
 * @param seed the same seed gives the same histories.
 * @param say told after every fifty.
 * @throws Error that names the seed, the history and what it proved wrong.
 */
export async function main(count: number, seed = 809, say: (text: string) => void = () => undefined): Promise<Met> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'commongrid-bench-'));
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const postgres = await startEmbeddedPostgres(folder, { settings });
  const opened: Database[] = [];
  const open = async (name: string): Promise<Database> => {
    await runSql(maintenance, `create database ${name}`);
    const db = openDatabase({ connection: { ...parts, database: name }, poolSize: 2 });
    opened.push(db);
    await db.migrate.latest({ migrationSource });
    return db;
  };
  const parts = { user: 'postgres', ...(typeof postgres.connection === 'string' ? { host: '' } : postgres.connection) };
  const maintenance = openDatabase({ connection: postgres.connection, poolSize: 1 });
  opened.push(maintenance);
  try {
    return await proveMany(await open('lived'), await open('planted'), count, seed, say);
  } finally {
    for (const db of opened.reverse()) await db.destroy();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function proveMany(
  lived: Database,
  planted: Database,
  count: number,
  seed: number,
  say: (text: string) => void,
): Promise<Met> {
  const met: Met = { histories: 0 };
  let number = 0;
  await fc.assert(
    fc.asyncProperty(history, async (told) => {
      const tinyCaps = number++ % 2 === 0;
      const faults = await proveHistory(lived, planted, told, { tinyCaps });
      if (faults.length > 0) throw new Error(`${tinyCaps ? 'tiny caps: ' : ''}${faults.join('\n')}`);
      await note(lived, told.events, met);
      if (number % 50 === 0) say(`${number} of ${count} histories hold`);
    }),
    { numRuns: count, seed, endOnFailure: true },
  );
  return met;
}

async function note(db: Database, events: readonly HistoryEvent[], met: Met): Promise<void> {
  const add = (name: string, more: number) => {
    met[name] = (met[name] ?? 0) + more;
  };
  add('histories', 1);
  for (const { kind } of events) add(`event ${kind}`, 1);
  const rows = await runSql<{ name: string; count: string }>(
    db,
    `select 'change ' || kind as name, count(*) from change group by 1
     union all select 'finding ' || kind || ' ' || state, count(*) from finding group by 1
     union all select 'review ' || reason || ' ' || state, count(*) from review group by 1
     union all select 'decision ' || kind || ' ' || state, count(*) from decision group by 1
     union all select 'entity ' || state, count(*) from entity group by 1
     union all select 'refined blocks', coalesce(sum(cardinality(refined)), 0) from record_block
     union all select 'households ended', count(*) from household_member where until is not null`,
  );
  for (const { name, count } of rows) add(name, Number(count));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = performance.now();
  const met = await main(Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? 809));
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  process.stdout.write(`${JSON.stringify({ ...met, seconds }, null, 1)}\n`);
}
