import { setTimeout as sleep } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { z } from 'zod';
import { feedOf } from '../../../connectors/simulated/district/feed-forms.ts';
import type { Bench, BenchOptions, BenchReport } from '../harness/bench.ts';
import { type BenchHub, withBenchHub } from '../harness/bench-hub.ts';
import { quantile, round } from '../harness/statistics.ts';
import { householdRegister, householdRows } from '../landing/household-feed.ts';
import { awaitPublished } from './await-batches.ts';
import { pushDistrict, writeBenchDistrict } from './push-district.ts';

const perSecond = 20;
/** benchmarks.md asks for this p99 under 200 records/s; here at a gentle 20. */
const goalMs = 500;

export const singleRecord: Bench = {
  name: 'single-record',
  description: `one pushed record to its publication, at ${perSecond} records/s beside a loaded district`,
  quick: true,
  run: (options, note) => withBenchHub({ workers: true }, (hub) => measureRecords(hub, options, note)),
};

interface Arrival {
  readonly acknowledgedMs: number;
  readonly publishedMs: number;
}

async function measureRecords(
  hub: BenchHub,
  options: BenchOptions,
  note: (text: string) => void,
): Promise<BenchReport> {
  const residents = options.residents?.[0] ?? 12_000;
  const seconds = options.seconds ?? 20;
  note(`loading ${residents.toLocaleString('en')} residents`);
  const district = await writeBenchDistrict(hub, residents, options.seed);
  await awaitPublished(hub.clientFor, await pushDistrict(hub, district));
  note(`pushing ${perSecond * seconds} records`);
  const arrivals = await pushAtRate(hub, newcomers(perSecond * seconds, options.seed + 1));
  const acknowledged = arrivals.map(({ acknowledgedMs }) => acknowledgedMs);
  const published = arrivals.map(({ publishedMs }) => publishedMs);
  return {
    settings: { residents, seconds, perSecond, dataset: householdRegister },
    figures: [
      { measure: 'to 202, p50', value: round(quantile(acknowledged, 0.5)), unit: 'ms' },
      { measure: 'to 202, p99', value: round(quantile(acknowledged, 0.99)), unit: 'ms' },
      { measure: 'to published, p50', value: round(quantile(published, 0.5)), unit: 'ms' },
      { measure: 'to published, p99', value: round(quantile(published, 0.99)), unit: 'ms', goal: { atMost: goalMs } },
    ],
    samples: { arrivals },
  };
}

/** Records of people whom the district has not: each a body of its own, header and one row. */
function newcomers(count: number, seed: number): readonly Buffer[] {
  const header = feedOf(householdRegister).columns.join(',');
  return [...householdRows(count, seed)].map((row) => {
    if ('line' in row) throw new Error('a good row is made of cells.');
    return iconv.encode(`${header}\r\n${row.cells.join(',')}\r\n`, 'gb18030');
  });
}

/** Sends each at its own time whether earlier ones have arrived or not, so that a slow hub cannot slow the sender. */
async function pushAtRate(hub: BenchHub, bodies: readonly Buffer[]): Promise<readonly Arrival[]> {
  const watch = watchPublished(hub);
  const startedMs = performance.now();
  const arrivals: Promise<Arrival>[] = [];
  for (const [index, body] of bodies.entries()) {
    await sleep(Math.max(0, startedMs + (index * 1000) / perSecond - performance.now()));
    arrivals.push(pushOne(hub, body, watch.published));
  }
  try {
    return await Promise.all(arrivals);
  } finally {
    await watch.stop();
  }
}

async function pushOne(hub: BenchHub, body: Buffer, published: (id: string) => Promise<number>): Promise<Arrival> {
  const sentMs = performance.now();
  const response = await fetch(new URL(`/feeds/${householdRegister}`, hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.tokenFor(householdRegister)}`, 'content-type': 'text/csv' },
    body: new Uint8Array(body),
  });
  if (response.status !== 202) throw new Error(`a record was refused: ${response.status}.`);
  const { id } = acknowledgement.parse(await response.json());
  const acknowledgedMs = performance.now() - sentMs;
  return { acknowledgedMs, publishedMs: (await published(id)) - sentMs };
}

const pollMs = 10;

/** Asks over HTTP for the newest batches every 10 ms, one question for all that wait: asking for each would be the load. */
function watchPublished(hub: BenchHub) {
  const waiting = new Map<string, (atMs: number) => void>();
  const client = hub.clientFor(householdRegister);
  let stopped = false;
  /** Gives the next page while it may still hold one that waits. */
  const lookAt = async (page: string): Promise<string | null> => {
    const { body } = await client.get(page);
    const atMs = performance.now();
    const { batches, links } = readBatchList(body);
    const known = batches.filter(({ id }) => waiting.has(id));
    for (const { id, state } of known) {
      if (state !== 'published') continue;
      waiting.get(id)?.(atMs);
      waiting.delete(id);
    }
    return known.length > 0 ? links.next : null;
  };
  const watch = async (): Promise<void> => {
    while (!stopped) {
      await sleep(pollMs);
      for (let page: string | null = firstPage; page !== null && waiting.size > 0; ) page = await lookAt(page);
    }
  };
  const watching = watch();
  return {
    published: (id: string) => new Promise<number>((resolve) => waiting.set(id, resolve)),
    stop: async () => {
      stopped = true;
      await watching;
    },
  };
}

const acknowledgement = z.object({ id: z.string() });
const firstPage = `/feeds/${householdRegister}/batches`;

const batchList = z.object({
  batches: z.array(z.object({ id: z.string(), state: z.string() })),
  links: z.object({ next: z.string().nullable() }),
});

const readBatchList = (body: unknown) => batchList.parse(body);
