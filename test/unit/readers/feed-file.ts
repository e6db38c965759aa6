import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadFeedOptions, readFeed } from '../../../connectors/readers/read-feed.ts';
import type { FeedForm } from '../../../schema/model/contract.ts';
import { HubError } from '../../../schema/model/errors.ts';
import type { ReadRow } from '../../../schema/model/record.ts';

export const csvForm = (more: Partial<Extract<FeedForm, { type: 'csv' }>> = {}): FeedForm => ({
  type: 'csv',
  charset: 'utf-8',
  delimiter: ',',
  newline: 'lf',
  bom: false,
  ...more,
});

/** Runs with a temporary folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'readers-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface ReadBody {
  readonly rows: readonly ReadRow[];
  readonly columns: readonly string[];
  readonly pages: readonly number[];
}

/** Reads a body given as bytes or text, through a real file. */
export function readBody(
  form: FeedForm,
  body: Uint8Array | string,
  options: Partial<ReadFeedOptions> = {},
): Promise<ReadBody> {
  return withFolder(async (folder) => {
    const file = join(folder, 'body');
    await writeFile(file, body);
    const reading = readFeed(file, form, { requiredColumns: [], gzip: false, ...options });
    const rows: ReadRow[] = [];
    const pages: number[] = [];
    for await (const page of reading.rows) {
      rows.push(...page);
      pages.push(page.length);
    }
    return { rows, columns: reading.columns(), pages };
  });
}

/** The error with which a body is refused; fails where it is taken. */
export async function refusal(
  form: FeedForm,
  body: Uint8Array | string,
  options: Partial<ReadFeedOptions> = {},
): Promise<HubError> {
  const outcome: unknown = await readBody(form, body, options).catch((error: unknown) => error);
  if (outcome instanceof HubError) return outcome;
  throw new Error(`expected a HubError, got ${outcome instanceof Error ? outcome.stack : JSON.stringify(outcome)}`);
}

/** Rows in short: the cells of good ones, the rule of faulty ones, by row number. */
export function brief(rows: readonly ReadRow[]): readonly (readonly [number, unknown])[] {
  return rows.map((row) => [row.rowNumber, 'cells' in row ? Object.values(row.cells) : row.fault.rule]);
}
