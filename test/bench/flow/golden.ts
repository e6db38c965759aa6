import { openDatabase } from '../../../schema/store/database.ts';
import { runSql } from '../../../schema/store/run-sql.ts';
import type { Bench, BenchOptions, BenchReport, Figure } from '../harness/bench.ts';
import { type BenchHub, withBenchHub } from '../harness/bench-hub.ts';
import { round } from '../harness/statistics.ts';
import { awaitPublished } from './await-batches.ts';
import { pushDistrict, writeBenchDistrict } from './push-district.ts';

const defaultResidents = [12_000, 60_000];
/** Issue A: the default district, its whole demo included, and benchmarks.md for the long run. */
const goalSeconds = 60;
const goalRate = 10_000;
const goalBytes = 2 ** 30;

export const golden: Bench = {
  name: 'golden',
  description: 'a generated district, from the first byte pushed to all of it published in the golden dataset',
  quick: true,
  run: runGolden,
};

interface GoldenSample {
  readonly residents: number;
  readonly rows: number;
  readonly seconds: number;
  /** First byte to the last 202, from there to the last record, from there to the last batch published. */
  readonly landingSeconds: number;
  readonly ingestSeconds: number;
  readonly resolveSeconds: number;
  readonly peakBytes: number;
  readonly feeds: unknown;
}

async function runGolden(options: BenchOptions, note: (text: string) => void): Promise<BenchReport> {
  const sizes = options.residents ?? defaultResidents;
  const rounds = options.rounds ?? 1;
  const samples: GoldenSample[] = [];
  for (const residents of sizes) {
    for (let done = 1; done <= rounds; done += 1) {
      note(`${residents.toLocaleString('en')} residents, round ${done} of ${rounds}`);
      samples.push(await withBenchHub({ workers: true }, (hub) => measureDistrict(hub, residents, options.seed)));
    }
  }
  const figures = sizes.flatMap((residents) =>
    toFigures(samples.filter((sample) => sample.residents === residents).toSorted((a, b) => a.seconds - b.seconds)),
  );
  return { settings: { residents: sizes, rounds }, figures, samples: { districts: samples } };
}

async function measureDistrict(hub: BenchHub, residents: number, seed: number): Promise<GoldenSample> {
  const district = await writeBenchDistrict(hub, residents, seed);
  const startedAtMs = Date.now();
  const started = performance.now();
  const feeds = await pushDistrict(hub, district);
  const landed = performance.now();
  const rows = await awaitPublished(hub.clientFor, feeds);
  const published = performance.now();
  if (rows !== district.rows) throw new Error(`${rows} of ${district.rows} rows were received.`);
  const ingested = (await lastIngestedAtMs(hub)) - startedAtMs + started;
  const { peakBytes } = await hub.memory();
  return {
    residents,
    rows,
    seconds: (published - started) / 1000,
    landingSeconds: (landed - started) / 1000,
    ingestSeconds: Math.max(0, ingested - landed) / 1000,
    resolveSeconds: (published - Math.max(ingested, landed)) / 1000,
    peakBytes,
    feeds,
  };
}

/** By the hub's clock, which on one machine is ours. */
async function lastIngestedAtMs(hub: BenchHub): Promise<number> {
  const db = openDatabase({ connection: hub.connection, poolSize: 1 });
  try {
    const [row] = await runSql<{ at: Date }>(db, 'select max(ingested_at) as at from batch');
    return row?.at.getTime() ?? Number.NaN;
  } finally {
    await db.destroy();
  }
}

/** Of the round in the middle, so that the parts add up to the whole. */
function toFigures(samples: readonly GoldenSample[]): readonly Figure[] {
  const middle = samples[Math.floor((samples.length - 1) / 2)];
  if (!middle) return [];
  const of = `${middle.residents.toLocaleString('en')} residents, `;
  const total: Figure = { measure: `${of}push to published`, value: round(middle.seconds), unit: 's' };
  return [
    middle.residents <= 12_000 ? { ...total, goal: { atMost: goalSeconds } } : total,
    { measure: `${of}to the last 202`, value: round(middle.landingSeconds), unit: 's' },
    { measure: `${of}then to the last record`, value: round(middle.ingestSeconds), unit: 's' },
    { measure: `${of}then to all published`, value: round(middle.resolveSeconds), unit: 's' },
    {
      measure: `${of}rate`,
      value: round(middle.rows / middle.seconds),
      unit: 'rows/s',
      goal: { atLeast: goalRate },
    },
    {
      measure: `${of}memory peak`,
      value: round(middle.peakBytes / 2 ** 20),
      unit: 'MiB',
      goal: { atMost: goalBytes / 2 ** 20 },
    },
  ];
}
