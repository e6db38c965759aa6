import { loadResolveDependencies } from '../../../jobs/resolve/load-dependencies.ts';
import { resolvePending } from '../../../jobs/resolve/resolve-pending.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { createBelievedTable } from '../../../schema/rules/golden/believed-table.ts';
import { systemClock } from '../../../schema/runtime/clock.ts';
import type { Database } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import type { Bench, BenchOptions, BenchReport, Figure } from '../harness/bench.ts';
import { round, timed } from '../harness/statistics.ts';
import { withBenchDatabase } from './bench-database.ts';
import { plantDistrict } from './plant-district.ts';

const defaultRecords = 25_000;
/** benchmarks.md: so many records from PostgreSQL to golden, everything written, on 2 cores. */
const goalRecords = 1_000_000;
const goalSeconds = 60;

export const resolveBulk: Bench = {
  name: 'resolve-bulk',
  description: 'records that wait in PostgreSQL to golden records, everything written, stage by stage (--rows N)',
  quick: true,
  run: (options, note) => withBenchDatabase((db) => measure(db, options, note)),
};

async function measure(db: Database, options: BenchOptions, note: (text: string) => void): Promise<BenchReport> {
  const records = options.rows ?? defaultRecords;
  note(`planting ${records.toLocaleString('en')} records`);
  await plantDistrict(db, records, options.seed);
  await runSql(db, 'checkpoint');
  note('resolving');
  const stages: Record<string, number> = {};
  const believed = createBelievedTable(loadContracts());
  const dependencies = await loadResolveDependencies({ db, clock: systemClock, believed });
  const onStage = (stage: string, ms: number) => {
    stages[stage] = (stages[stage] ?? 0) + ms;
  };
  const busyBefore = await readBusyMs(db);
  const cpuBefore = process.cpuUsage();
  const { ms, result } = await timed(() => resolvePending(db, { ...dependencies, onStage }));
  const cpu = process.cpuUsage(cpuBefore);
  const nodeMs = (cpu.user + cpu.system) / 1_000;
  const postgresMs = (await readBusyMs(db)) - busyBefore;
  const sizes = await readSizes(db);
  const seconds: Figure = { measure: 'resolved and published', value: round(ms / 1_000), unit: 's' };
  return {
    settings: { records },
    figures: [
      records === goalRecords ? { ...seconds, goal: { atMost: goalSeconds } } : seconds,
      { measure: 'rate', value: round((result.records / ms) * 1_000), unit: 'records/s' },
      ...Object.entries(stages).map(([stage, stageMs]) => ({
        measure: `  ${stage}`,
        value: round(stageMs / 1_000),
        unit: 's',
      })),
      { measure: 'Node, processor time', value: round(nodeMs / 1_000), unit: 's' },
      { measure: 'PostgreSQL, time in statements', value: round(postgresMs / 1_000), unit: 's' },
      { measure: 'golden records made', value: result.created, unit: '' },
      ...sizes.map(({ table, bytes }) => ({ measure: `  ${table}`, value: round(bytes / 2 ** 20), unit: 'MiB' })),
    ],
    samples: { ms, stages, nodeMs, postgresMs, sizes, report: result },
  };
}

/** Milliseconds that the server spent in statements; a COPY that waits for its rows is one. */
async function readBusyMs(db: Database): Promise<number> {
  await runSql(db, 'select pg_stat_force_next_flush()');
  const [row] = await runSql<{ ms: number }>(
    db,
    'select active_time as ms from pg_stat_database where datname = current_database()',
  );
  return row?.ms ?? Number.NaN;
}

/** The tables that resolution wrote, with their indexes, the largest first. */
async function readSizes(db: Database): Promise<readonly { readonly table: string; readonly bytes: number }[]> {
  const rows = await runSql<{ table: string; bytes: string }>(
    db,
    `select relname as table, pg_total_relation_size(oid) as bytes from pg_class
     where relname in ('blocking_key', 'record_block', 'pair', 'entity', 'link', 'resident', 'legal_entity',
       'household_member', 'change', 'review', 'finding') order by 2 desc`,
  );
  return rows.map(({ table, bytes }) => ({ table, bytes: Number(bytes) }));
}
