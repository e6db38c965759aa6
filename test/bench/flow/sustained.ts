import type { Bench, BenchOptions, BenchReport } from '../harness/bench.ts';
import { type BenchHub, withBenchHub } from '../harness/bench-hub.ts';
import { median, quantile, round } from '../harness/statistics.ts';
import { householdRegister } from '../landing/household-feed.ts';
import { awaitPublished } from './await-batches.ts';
import { pushDistrict, writeBenchDistrict } from './push-district.ts';
import { type Arrival, pushSteadily } from './push-steadily.ts';

/** benchmarks.md: records a second that are taken up for as long as they come. */
const goalRate = 1_000;
const rowsPerBody = 10;
const goalPeakMib = 1024;

export const sustained: Bench = {
  name: 'sustained',
  description: '1,000 records/s in bodies of ten (--rate N records/s) for 30 s: nothing may pile up',
  quick: true,
  run: (options, note) => withBenchHub({ workers: true }, (hub) => measure(hub, options, note)),
};

async function measure(hub: BenchHub, options: BenchOptions, note: (text: string) => void): Promise<BenchReport> {
  const residents = options.residents?.[0] ?? 12_000;
  const seconds = options.seconds ?? 30;
  const rate = options.rate ?? goalRate;
  note(`loading ${residents.toLocaleString('en')} residents`);
  const district = await writeBenchDistrict(hub, residents, options.seed);
  await awaitPublished(hub.clientFor, await pushDistrict(hub, district));
  note(`pushing ${rate.toLocaleString('en')} records/s for ${seconds} s`);
  const arrivals = await pushSteadily(hub, { rate: rate / rowsPerBody, seconds, rowsPerBody, seed: options.seed + 1 });
  const published = arrivals.map(({ publishedMs }) => publishedMs);
  const lastMs = arrivals.reduce((last, { sentMs, publishedMs }) => Math.max(last, sentMs + publishedMs), 0);
  const { peakBytes } = await hub.memory();
  return {
    settings: { residents, seconds, rate, rowsPerBody, dataset: householdRegister },
    figures: [
      {
        measure: 'first push to last publication',
        value: round((arrivals.length * rowsPerBody * 1_000) / lastMs),
        unit: 'records/s',
        // What was sent in so many seconds must be in a second later: else it piles up.
        goal: { atLeast: (rate * seconds) / (seconds + 1) },
      },
      {
        measure: 'to 202, p99',
        value: round(
          quantile(
            arrivals.map(({ acknowledgedMs }) => acknowledgedMs),
            0.99,
          ),
        ),
        unit: 'ms',
      },
      { measure: 'to published, p50', value: round(quantile(published, 0.5)), unit: 'ms' },
      { measure: 'to published, p99', value: round(quantile(published, 0.99)), unit: 'ms' },
      { measure: 'last third behind the first', value: round(laterBy(arrivals)), unit: 'ms' },
      { measure: 'memory peak', value: round(peakBytes / 2 ** 20), unit: 'MiB', goal: { atMost: goalPeakMib } },
    ],
    samples: { arrivals, peakBytes },
  };
}

/** How much longer the last third took to be published than the first, by their medians: a backlog that grows. */
function laterBy(arrivals: readonly Arrival[]): number {
  const third = Math.floor(arrivals.length / 3);
  const inOrder = arrivals.toSorted((a, b) => a.sentMs - b.sentMs).map(({ publishedMs }) => publishedMs);
  return median(inOrder.slice(-third)) - median(inOrder.slice(0, third));
}
