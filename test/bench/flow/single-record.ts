import type { Bench, BenchOptions, BenchReport } from '../harness/bench.ts';
import { type BenchHub, withBenchHub } from '../harness/bench-hub.ts';
import { quantile, round } from '../harness/statistics.ts';
import { householdRegister } from '../landing/household-feed.ts';
import { awaitPublished } from './await-batches.ts';
import { pushDistrict, writeBenchDistrict } from './push-district.ts';
import { pushSteadily } from './push-steadily.ts';

/** benchmarks.md asks for this p99 under 200 records/s. */
const defaultRate = 200;
const goalMs = 500;

export const singleRecord: Bench = {
  name: 'single-record',
  description:
    'one pushed record to its publication, 200 bodies of one record a second (--rate N) beside a loaded district',
  quick: true,
  run: (options, note) => withBenchHub({ workers: true }, (hub) => measureRecords(hub, options, note)),
};

async function measureRecords(
  hub: BenchHub,
  options: BenchOptions,
  note: (text: string) => void,
): Promise<BenchReport> {
  const residents = options.residents?.[0] ?? 12_000;
  const seconds = options.seconds ?? 20;
  const rate = options.rate ?? defaultRate;
  note(`loading ${residents.toLocaleString('en')} residents`);
  const district = await writeBenchDistrict(hub, residents, options.seed);
  await awaitPublished(hub.clientFor, await pushDistrict(hub, district));
  note(`pushing ${rate * seconds} records`);
  const arrivals = await pushSteadily(hub, { rate, seconds, rowsPerBody: 1, seed: options.seed + 1 });
  const acknowledged = arrivals.map(({ acknowledgedMs }) => acknowledgedMs);
  const published = arrivals.map(({ publishedMs }) => publishedMs);
  return {
    settings: { residents, seconds, rate, dataset: householdRegister },
    figures: [
      { measure: 'to 202, p50', value: round(quantile(acknowledged, 0.5)), unit: 'ms' },
      { measure: 'to 202, p99', value: round(quantile(acknowledged, 0.99)), unit: 'ms' },
      { measure: 'to published, p50', value: round(quantile(published, 0.5)), unit: 'ms' },
      { measure: 'to published, p99', value: round(quantile(published, 0.99)), unit: 'ms', goal: { atMost: goalMs } },
    ],
    samples: { arrivals },
  };
}
