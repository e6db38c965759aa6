import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRandom, type Random } from '../../connectors/simulated/district/random.ts';
import { type DistrictSummary, writeDistrict } from '../../connectors/simulated/district/write-district.ts';

/** A small district in files, as its departments export it. */
export const makeDistrict = (folder: string, residents: number, seed = 20_261_101): Promise<DistrictSummary> =>
  writeDistrict(folder, { residents, seed, today: '2026-11-01' });

/**
 * A district as many deliveries in any order: every feed in `parts`, but for the list of grids, which is always sent
 * whole, and workbooks.
 */
export async function makeDeliveries(
  folder: string,
  { residents, parts, seed }: { readonly residents: number; readonly parts: number; readonly seed: number },
): Promise<readonly { readonly dataset: string; readonly file: string }[]> {
  const { feeds } = await makeDistrict(folder, residents, seed);
  const deliveries = feeds.flatMap(({ dataset, file }) => {
    const files = dataset === 'reference.grids' ? [file] : splitFeed(file, path.join(folder, 'parts'), parts);
    return files.map((part) => ({ dataset, file: part }));
  });
  return shuffle(deliveries, createRandom(seed));
}

/**
 * Writes the feed's rows into `parts` files of the same name, each in a folder of its own below `folder`, dealt out in
 * turn as a card game is. A workbook stays one file. @returns the files
 */
export function splitFeed(file: string, folder: string, parts: number): readonly string[] {
  const feed = openFeed(file);
  if (feed === null) return [file];
  return Array.from({ length: parts }, (_, part) =>
    writeRows(
      feed,
      feed.rows.filter((_row, i) => i % parts === part),
      path.join(folder, String(part)),
      file,
    ),
  );
}

/** Writes the feed with its rows in another order. A workbook stays as it is. @returns the file */
export function shuffleFeed(file: string, folder: string, random: Random): string {
  const feed = openFeed(file);
  return feed === null ? file : writeRows(feed, shuffle(feed.rows, random), folder, file);
}

/** Fisher–Yates. */
export function shuffle<T>(list: readonly T[], random: Random): readonly T[] {
  const shuffled = [...list];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = random.int(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
}

interface Feed {
  readonly rows: readonly string[];
  join(rows: readonly string[]): string;
}

// One character per byte: a line ends at the same byte in each of the charsets, and every byte comes out as it went in.
const bytes = 'latin1';

function openFeed(file: string): Feed | null {
  switch (path.extname(file)) {
    case '.csv': {
      const [header = '', ...rows] = readLines(file);
      return { rows, join: (chosen) => header + chosen.join('') };
    }
    case '.ndjson':
      return { rows: readLines(file), join: (chosen) => chosen.join('') };
    case '.json': {
      const items: unknown = JSON.parse(readFileSync(file, bytes));
      if (!Array.isArray(items)) throw new Error(`${file}: not a list of rows`);
      return { rows: items.map((item) => JSON.stringify(item)), join: (chosen) => `[${chosen.join(',')}]` };
    }
    default:
      return null;
  }
}

const readLines = (file: string): readonly string[] => readFileSync(file, bytes).match(/[^\n]*\n/g) ?? [];

function writeRows(feed: Feed, rows: readonly string[], folder: string, file: string): string {
  mkdirSync(folder, { recursive: true });
  const target = path.join(folder, path.basename(file));
  writeFileSync(target, feed.join(rows), bytes);
  return target;
}
