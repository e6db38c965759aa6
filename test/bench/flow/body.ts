import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import iconv from 'iconv-lite';
import { z } from 'zod';
import { feedOf } from '../../../connectors/simulated/district/feed-forms.ts';
import type { Bench, BenchOptions, BenchReport } from '../harness/bench.ts';
import { type BenchHub, withBenchHub } from '../harness/bench-hub.ts';
import { quantile, round, timed } from '../harness/statistics.ts';
import { householdRegister, householdRows } from '../landing/household-feed.ts';

const mib = 2 ** 20;
/** benchmarks.md: memory of the gateway, flat. */
const goalPeakMib = 1024;
const rowsPerBlock = 5_000;

export const body: Bench = {
  name: 'body',
  description: 'memory and speed of one very long CSV body through POST ?dryRun=true (--megabytes 2048 for 2 GB)',
  quick: true,
  run: (options, note) => withBenchHub({ workers: false }, (hub) => measureBody(hub, options, note)),
};

async function measureBody(hub: BenchHub, options: BenchOptions, note: (text: string) => void): Promise<BenchReport> {
  const megabytes = options.megabytes ?? 200;
  const { header, block } = makeBlock(options.seed);
  note('a short body first, so that what is loaded once is not counted');
  await pushBody(hub, header, block, 10 * mib);
  const before = (await hub.memory()).residentBytes.at(-1) ?? Number.NaN;
  note(`${megabytes.toLocaleString('en')} MB`);
  const { ms, result } = await timed(() => pushBody(hub, header, block, megabytes * 1_000_000));
  const { peakBytes, residentBytes } = await hub.memory();
  // Medians of the last two quarters, when the body is spooled and being read: what is held would show as growth.
  const quarter = Math.floor(residentBytes.length / 4);
  const growth =
    quantile(residentBytes.slice(-quarter), 0.5) - quantile(residentBytes.slice(-2 * quarter, -quarter), 0.5);
  return {
    settings: { megabytes, dataset: householdRegister, dryRun: true },
    figures: [
      { measure: 'rows read and checked', value: result.received, unit: 'rows' },
      { measure: 'speed', value: round(result.bytes / 1_000_000 / (ms / 1000)), unit: 'MB/s' },
      { measure: 'resident before', value: round(before / mib), unit: 'MiB' },
      { measure: 'memory peak', value: round(peakBytes / mib), unit: 'MiB', goal: { atMost: goalPeakMib } },
      { measure: 'last quarter above the one before', value: round(growth / mib), unit: 'MiB' },
    ],
    samples: { ms, bytes: result.bytes, peakBytes, residentBytes },
  };
}

/** The body is made on the way: its header, and the same good rows again and again. */
function makeBlock(seed: number): { readonly header: Buffer; readonly block: Buffer } {
  const lines: string[] = [];
  for (const row of householdRows(rowsPerBlock, seed)) {
    if ('line' in row) throw new Error('a good row is made of cells.');
    lines.push(`${row.cells.join(',')}\r\n`);
  }
  const header = `${feedOf(householdRegister).columns.join(',')}\r\n`;
  return { header: iconv.encode(header, 'gb18030'), block: iconv.encode(lines.join(''), 'gb18030') };
}

const inspection = z.object({ received: z.number(), rejected: z.literal(0) });

async function pushBody(
  hub: BenchHub,
  header: Buffer,
  block: Buffer,
  leastBytes: number,
): Promise<{ readonly bytes: number; readonly received: number }> {
  const outgoing = request(new URL(`/feeds/${householdRegister}?dryRun=true`, hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.tokenFor(householdRegister)}`, 'content-type': 'text/csv' },
  });
  const answered = once(outgoing, 'response');
  let bytes = header.length;
  outgoing.write(header);
  while (bytes < leastBytes) {
    bytes += block.length;
    if (!outgoing.write(block)) await once(outgoing, 'drain');
  }
  outgoing.end();
  const [response] = await answered;
  if (response.statusCode !== 200) throw new Error(`the body was refused: ${response.statusCode}.`);
  const { received } = inspection.parse(await json(response));
  return { bytes, received };
}
