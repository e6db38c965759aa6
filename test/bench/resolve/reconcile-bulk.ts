import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openQueue } from '../../../jobs/queue.ts';
import { continueRuns, startReconcileWorker } from '../../../jobs/reconcile.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { createBelievedTable } from '../../../schema/rules/golden/believed-table.ts';
import { systemClock } from '../../../schema/runtime/clock.ts';
import { createLog } from '../../../schema/runtime/log.ts';
import type { Database, DatabaseAddress } from '../../../schema/store/database.ts';
import {
  getReconciliation,
  insertReconciliation,
  type Reconciliation,
} from '../../../schema/store/reconciliation-store.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import type { Bench, BenchOptions, BenchReport, Figure } from '../harness/bench.ts';
import { round } from '../harness/statistics.ts';
import { withBenchDatabase } from './bench-database.ts';
import { plantDistrict } from './plant-district.ts';

const defaultRecords = 100_000;
/** benchmarks.md: so many records from PostgreSQL to golden, everything written, on 2 cores. */
const goalRecords = 1_000_000;
const goalSeconds = 60;

export const reconcileBulk: Bench = {
  name: 'reconcile-bulk',
  description:
    'a full reconciliation of records that nobody has resolved yet, then one that changes nothing (--rows N)',
  quick: false,
  run: (options, note) => withBenchDatabase((db, connection) => measure(db, connection, options, note)),
};

async function measure(
  db: Database,
  connection: DatabaseAddress['connection'],
  options: BenchOptions,
  note: (text: string) => void,
): Promise<BenchReport> {
  const records = options.rows ?? defaultRecords;
  note(`planting ${records.toLocaleString('en')} records`);
  await plantDistrict(db, records, options.seed);
  await runSql(db, 'vacuum analyze record');
  await runSql(db, 'checkpoint');
  const queue = await openQueue({ redisUrl: null, connection, log: createLog('warn') });
  const settings = { db, clock: systemClock, connection, believed: createBelievedTable(loadContracts()) };
  await startReconcileWorker(queue, settings);
  const run = async (): Promise<Timed> => {
    const id = randomUUID();
    await insertReconciliation(db, { id, dryRun: false, retrain: false, requestedBy: 'bench' }, new Date());
    const started = performance.now();
    const cpuBefore = process.cpuUsage();
    await continueRuns(queue, settings);
    const phases: Record<string, number> = {};
    for (;;) {
      const { state, phase, report } = await getReconciliation(db, id);
      const ms = performance.now() - started;
      if (phase) phases[phase] = ms;
      const cpu = process.cpuUsage(cpuBefore);
      if (state !== 'running') return { ms, phases, report, nodeMs: (cpu.user + cpu.system) / 1_000 };
      await sleep(50);
    }
  };
  try {
    note('reconciling');
    const first = await run();
    note('reconciling once more');
    const second = await run();
    const seconds: Figure = {
      measure: 'from PostgreSQL to golden, all written',
      value: round(first.ms / 1_000),
      unit: 's',
    };
    return {
      settings: { records },
      figures: [
        records === goalRecords ? { ...seconds, goal: { atMost: goalSeconds } } : seconds,
        { measure: 'rate', value: round((records / first.ms) * 1_000), unit: 'records/s' },
        ...Object.entries(first.phases).map(([phase, ms]) => ({
          measure: `  ${phase} until`,
          value: round(ms / 1_000),
          unit: 's',
        })),
        { measure: 'Node, processor time', value: round(first.nodeMs / 1_000), unit: 's' },
        {
          measure: 'peak memory of the process',
          value: Math.round(process.resourceUsage().maxRSS / 1024),
          unit: 'MiB',
        },
        { measure: 'golden records made', value: Number(first.report.created), unit: '' },
        { measure: 'once more, nothing to change', value: round(second.ms / 1_000), unit: 's' },
        { measure: '  changes of that', value: countChanges(second.report), unit: '', goal: { atMost: 0 } },
      ],
      samples: { first, second },
    };
  } finally {
    await queue.close();
  }
}

interface Timed {
  readonly ms: number;
  readonly nodeMs: number;
  /** Phase → when it was last seen, from the start. */
  readonly phases: Readonly<Record<string, number>>;
  readonly report: Reconciliation['report'];
}

const countChanges = (report: Reconciliation['report']): number =>
  ['created', 'changed', 'absorbed', 'split', 'deleted'].reduce((sum, kind) => sum + Number(report[kind] ?? 0), 0);
