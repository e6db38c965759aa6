import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { districtEvents } from './district-events.ts';
import type { DistrictOptions, FeedRow, SimulatedDataset, TrapKind } from './district-model.ts';
import { createFeedFile, type FeedFile } from './feed-file.ts';
import { simulatedFeeds } from './feed-forms.ts';
import { createRandom } from './random.ts';
import { createShuffleBuffer, type ShuffleBuffer } from './shuffle-buffer.ts';
import { createTextFile } from './text-file.ts';

export interface DistrictSummary {
  readonly residents: number;
  readonly legalEntities: number;
  /** Rows of all feeds, broken ones included. */
  readonly rows: number;
  /** Rows that the hub must reject. */
  readonly brokenRows: number;
  readonly feeds: readonly {
    readonly dataset: SimulatedDataset;
    readonly file: string;
    readonly rows: number;
    readonly brokenRows: number;
  }[];
  readonly traps: Readonly<Partial<Record<TrapKind, number>>>;
  readonly truthFile: string;
  readonly trapsFile: string;
}

interface Feed {
  readonly dataset: SimulatedDataset;
  readonly path: string;
  readonly file: FeedFile;
  readonly buffer: ShuffleBuffer<FeedRow> | null;
  rows: number;
  brokenRows: number;
}

/** Rows of one household must not stand together: no real export is ordered like that. */
const shuffledRows = 10_000;

/**
 * Writes the nine feeds of a district, truth.csv and traps.csv into the folder (created if need be, files replaced).
 * Streams: a million residents need little more memory than ten thousand. The same options give the same bytes.
 */
export async function writeDistrict(folder: string, options: DistrictOptions): Promise<DistrictSummary> {
  await mkdir(folder, { recursive: true });
  const truthFile = path.join(folder, 'truth.csv');
  const trapsFile = path.join(folder, 'traps.csv');
  const open: { close(): Promise<void> }[] = [];
  try {
    const feeds = new Map<SimulatedDataset, Feed>();
    for (const feed of await openFeeds(folder, options.seed, open)) feeds.set(feed.dataset, feed);
    const truth = await createTextFile(truthFile, 'utf-8');
    open.push(truth);
    const traps = await createTextFile(trapsFile, 'utf-8');
    open.push(traps);
    truth.write('dataset,key,truth\n');
    traps.write('trap,a,b,expected\n');

    const trapCounts: Partial<Record<TrapKind, number>> = {};
    let residents = 0;
    let legalEntities = 0;
    for (const event of districtEvents(options)) {
      if (event.kind === 'person') residents++;
      else if (event.kind === 'legal-entity') legalEntities++;
      else if (event.kind === 'trap') {
        const { trap, a, b, expected } = event.trap;
        traps.write(`${trap},${a},${b},${expected}\n`);
        trapCounts[trap] = (trapCounts[trap] ?? 0) + 1;
      } else {
        const feed = feeds.get(event.dataset);
        if (feed !== undefined) await writeRow(feed, event.row, event.key === '');
        if (event.truth !== null) truth.write(`${event.dataset},${event.key},${event.truth}\n`);
        if (truth.full()) await truth.flush();
      }
    }
    const written = [...feeds.values()];
    for (const { buffer, file } of written) for (const row of buffer?.rest() ?? []) file.write(row);
    return {
      residents,
      legalEntities,
      rows: written.reduce((sum, { rows }) => sum + rows, 0),
      brokenRows: written.reduce((sum, { brokenRows }) => sum + brokenRows, 0),
      feeds: written.map(({ dataset, path: file, rows, brokenRows }) => ({ dataset, file, rows, brokenRows })),
      traps: trapCounts,
      truthFile,
      trapsFile,
    };
  } finally {
    for (const one of open.reverse()) await one.close();
  }
}

async function openFeeds(folder: string, seed: number, open: { close(): Promise<void> }[]): Promise<readonly Feed[]> {
  const feeds: Feed[] = [];
  for (const [i, feed] of simulatedFeeds.entries()) {
    const file = path.join(folder, `${feed.dataset}.${feed.extension}`);
    const written = await createFeedFile(file, feed);
    open.push(written);
    const ordered = feed.dataset === 'reference.grids';
    const buffer = ordered ? null : createShuffleBuffer<FeedRow>(createRandom(seed + i), shuffledRows);
    feeds.push({ dataset: feed.dataset, path: file, file: written, buffer, rows: 0, brokenRows: 0 });
  }
  return feeds;
}

async function writeRow(feed: Feed, row: FeedRow, broken: boolean): Promise<void> {
  feed.rows++;
  if (broken) feed.brokenRows++;
  const out = feed.buffer === null ? row : feed.buffer.push(row);
  if (out !== null) feed.file.write(out);
  if (feed.file.full()) await feed.file.flush();
}
