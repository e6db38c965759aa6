import path from 'node:path';
import { openDatabase } from '../../../schema/store/database.ts';
import type { Bench, BenchOptions, BenchReport, Figure } from '../harness/bench.ts';
import { type BenchHub, withBenchHub } from '../harness/bench-hub.ts';
import { median, round, timed } from '../harness/statistics.ts';
import { householdRegister, householdRows, writeHouseholdFeed } from './household-feed.ts';
import { openRawCopy, type RawCopy } from './raw-copy.ts';
import { createStages, type Stages } from './stages.ts';

/** The share of raw COPY that landing must reach: benchmarks.md, Pipeline. */
const goalShare = 0.25;

export const landing: Bench = {
  name: 'landing',
  description: 'rows/s from POST /feeds/{dataset} to 202, next to raw COPY into the same PostgreSQL',
  quick: true,
  run: (options, note) => withBenchHub({ workers: false }, (hub) => measureLanding(hub, options, note)),
};

interface Way {
  readonly name: string;
  /** @returns the rows that arrived */
  readonly go: () => Promise<number>;
}

async function measureLanding(
  hub: BenchHub,
  options: BenchOptions,
  note: (text: string) => void,
): Promise<BenchReport> {
  const rows = options.rows ?? 200_000;
  const rounds = options.rounds ?? 5;
  const db = openDatabase({ connection: hub.connection, poolSize: 2 });
  const raw = await openRawCopy(hub.connection);
  try {
    note(`writing ${rows.toLocaleString('en')} rows`);
    const stages = createStages(db);
    const ways = await prepareWays(hub, raw, stages, { rows, seed: options.seed });
    const samples = Object.fromEntries(ways.map(({ name }) => [name, [] as number[]]));
    // Round 0 warms up and is thrown away; then all ways in turn, so that a slow minute hits each alike.
    for (let done = 0; done <= rounds; done += 1) {
      note(done === 0 ? 'warming up' : `round ${done} of ${rounds}`);
      for (const { name, go } of ways) {
        await raw.clear();
        const { ms, result } = await timed(go);
        if (result !== rows) throw new Error(`${name}: ${result} of ${rows} rows arrived.`);
        if (done > 0) samples[name]?.push(ms);
      }
    }
    return { settings: { dataset: householdRegister, rows, rounds }, figures: toFigures(rows, samples), samples };
  } finally {
    await raw.close();
    await db.destroy();
  }
}

async function prepareWays(
  hub: BenchHub,
  raw: RawCopy,
  stages: Stages,
  { rows, seed }: { readonly rows: number; readonly seed: number },
): Promise<readonly Way[]> {
  const asSent = path.join(hub.folder, 'household.csv');
  const asUtf8 = path.join(hub.folder, 'household.utf-8.csv');
  const asLanded = path.join(hub.folder, 'landed.copy');
  await writeHouseholdFeed(asSent, householdRows(rows, seed));
  await writeHouseholdFeed(asUtf8, householdRows(rows, seed), 'utf-8');
  await stages.readMapAndCopy(asSent);
  await raw.saveLanded(asLanded);
  const client = hub.clientFor(householdRegister);
  return [
    { name: 'raw COPY, text columns', go: () => raw.copyText(asUtf8).then(() => rows) },
    { name: 'raw COPY, landed_row', go: () => raw.copyLanded(asLanded).then(() => rows) },
    { name: 'read', go: () => stages.read(asSent) },
    { name: 'read, map', go: () => stages.readAndMap(asSent) },
    { name: 'read, map, copy', go: () => stages.readMapAndCopy(asSent) },
    {
      name: 'push to 202',
      go: async () => {
        const { status, body } = await client.pushFeed(householdRegister, asSent, {});
        if (status !== 202) throw new Error(`the push was refused: ${status} ${String(body.code)}.`);
        return Number(body.received);
      },
    },
  ];
}

function toFigures(rows: number, samples: Readonly<Record<string, readonly number[]>>): readonly Figure[] {
  const rates = Object.entries(samples).map(([measure, ms]) => ({
    measure,
    value: round((rows / median(ms)) * 1000),
    unit: 'rows/s',
  }));
  const share = (of: string): number => round(median(samples[of] ?? []) / median(samples['push to 202'] ?? []));
  return [
    ...rates,
    {
      measure: 'push / raw COPY of text',
      value: share('raw COPY, text columns'),
      unit: '',
      goal: { atLeast: goalShare },
    },
    { measure: 'push / raw COPY of landed_row', value: share('raw COPY, landed_row'), unit: '' },
  ];
}
