import { readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import { writeReturnFile } from '../../../connectors/writers/write-return-file.ts';
import type { FeedForm } from '../../../schema/model/contract.ts';
import { csvForm, withFolder } from './feed-file.ts';

const csv = `a,b\n${'1,2\n'.repeat(200_000)}`;
const isLinux = process.platform === 'linux';

async function workbook(): Promise<Buffer> {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({
    rowNumber: i,
    rule: 'R',
    reason: { zh: '', en: '' },
    cells: { a: String(i), b: 'x' },
    excerpt: '',
  }));
  const pages = (async function* () {
    yield rows;
  })();
  return Buffer.concat(await writeReturnFile({ type: 'xlsx', sheet: 'first' }, ['a', 'b'], pages).toArray());
}

/** Descriptors of this process that point into the folder. Only Linux can tell. */
async function openFilesIn(folder: string): Promise<number> {
  if (!isLinux) return 0;
  const targets = (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ''));
  return (await Promise.all(targets)).filter((target) => target.startsWith(folder)).length;
}

const bodies: readonly [string, FeedForm, () => Promise<Buffer>][] = [
  ['CSV', csvForm(), async () => Buffer.from(csv)],
  ['gzip CSV', csvForm(), async () => gzipSync(csv)],
  ['XLSX', { type: 'xlsx', sheet: 'first' }, workbook],
];

describe.each(bodies)('a reading of %s', (_, form, makeBody) => {
  const withBody = (work: (file: string, folder: string) => Promise<void>) =>
    withFolder(async (folder) => {
      const file = join(folder, 'body');
      await writeFile(file, await makeBody());
      await work(file, folder);
    });

  test('ends with the reason of an abort and closes the file', async () => {
    await withBody(async (file, folder) => {
      const abort = new AbortController();
      const reading = readFeed(file, form, { requiredColumns: [], gzip: false, signal: abort.signal });
      let pages = 0;
      const run = async () => {
        for await (const _ of reading.rows) {
          pages += 1;
          if (pages === 2) abort.abort(new Error('the client went away'));
        }
      };
      await expect(run()).rejects.toThrow('the client went away');
      expect(pages).toBeLessThan(20);
      expect(await openFilesIn(folder)).toBe(0);
    });
  });

  test('closes the file on an abort also when nobody asks for the next page', async () => {
    await withBody(async (file, folder) => {
      const abort = new AbortController();
      const reading = readFeed(file, form, { requiredColumns: [], gzip: false, signal: abort.signal });
      const pages = reading.rows[Symbol.asyncIterator]();
      await pages.next();
      if (isLinux) expect(await openFilesIn(folder)).toBe(1);
      abort.abort();
      for (let i = 0; i < 100 && (await openFilesIn(folder)) > 0; i += 1) await wait(10);
      expect(await openFilesIn(folder)).toBe(0);
    });
  });

  test('closes the file when the caller leaves the loop', async () => {
    await withBody(async (file, folder) => {
      for await (const _ of readFeed(file, form, { requiredColumns: [], gzip: false }).rows) break;
      expect(await openFilesIn(folder)).toBe(0);
    });
  });

  test('closes the file when the body is refused', async () => {
    await withBody(async (file, folder) => {
      const reading = readFeed(file, form, { requiredColumns: ['missing'], gzip: false });
      await expect(reading.rows[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'COLUMN_MISSING' });
      expect(await openFilesIn(folder)).toBe(0);
    });
  });
});
