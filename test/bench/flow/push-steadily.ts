import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import iconv from 'iconv-lite';
import { z } from 'zod';
import { feedOf } from '../../../connectors/simulated/district/feed-forms.ts';
import type { BenchHub } from '../harness/bench-hub.ts';
import { householdRegister, householdRows } from '../landing/household-feed.ts';
import { type PublicationWatch, watchPublications } from './watch-publications.ts';

export interface Arrival {
  /** When it was sent, from the first. */
  readonly sentMs: number;
  /** From sending to the 202. */
  readonly acknowledgedMs: number;
  /** From sending to golden and visible. */
  readonly publishedMs: number;
}

export interface SteadyLoad {
  /** Bodies per second. */
  readonly rate: number;
  readonly seconds: number;
  readonly rowsPerBody: number;
  readonly seed: number;
}

/**
 * Pushes bodies of people whom the hub has not, each at its own time whether earlier ones have arrived or not, so that a
 * slow hub cannot slow the sender. Ends when all are published.
 */
export async function pushSteadily(
  hub: BenchHub,
  { rate, seconds, rowsPerBody, seed }: SteadyLoad,
): Promise<readonly Arrival[]> {
  const bodies = makeBodies(rate * seconds, rowsPerBody, seed);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const watch = watchPublications(hub.connection);
  const startedMs = performance.now();
  const arrivals: Promise<Arrival>[] = [];
  try {
    for (const [index, body] of bodies.entries()) {
      const dueMs = startedMs + (index * 1000) / rate;
      const early = dueMs - performance.now();
      if (early > 1) await sleep(early);
      const arrival = pushOne(hub, agent, body, watch, startedMs);
      // A refusal ends the bench below; until then it must not count as unhandled.
      arrival.catch(() => undefined);
      arrivals.push(arrival);
    }
    return await Promise.all(arrivals);
  } finally {
    await watch.stop();
    agent.destroy();
  }
}

function makeBodies(count: number, rowsPerBody: number, seed: number): readonly Buffer[] {
  const header = feedOf(householdRegister).columns.join(',');
  const lines = [...householdRows(count * rowsPerBody, seed)].map((row) => {
    if ('line' in row) throw new Error('a good row is made of cells.');
    return row.cells.join(',');
  });
  return Array.from({ length: count }, (_, index) => {
    const rows = lines.slice(index * rowsPerBody, (index + 1) * rowsPerBody);
    return iconv.encode(`${header}\r\n${rows.join('\r\n')}\r\n`, 'gb18030');
  });
}

const acknowledgement = z.object({ id: z.string() });

async function pushOne(
  hub: BenchHub,
  agent: Agent,
  body: Buffer,
  watch: PublicationWatch,
  startedMs: number,
): Promise<Arrival> {
  const sentMs = performance.now();
  const { id } = acknowledgement.parse(await post(hub, agent, body));
  const acknowledgedMs = performance.now() - sentMs;
  return { sentMs: sentMs - startedMs, acknowledgedMs, publishedMs: (await watch.published(id)) - sentMs };
}

function post(hub: BenchHub, agent: Agent, body: Buffer): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(`/feeds/${householdRegister}`, hub.url), {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${hub.tokenFor(householdRegister)}`,
        'content-type': 'text/csv',
        'content-length': body.length,
      },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      if (response.statusCode === 202) resolve(json(response));
      else reject(new Error(`a body was refused: ${response.statusCode}.`));
    });
    outgoing.end(body);
  });
}
