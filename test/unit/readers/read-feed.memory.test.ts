import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import type { FeedForm } from '../../../schema/model/contract.ts';
import { csvForm, withFolder } from './feed-file.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const megabytes = 1024 * 1024;
/** A long row lets the file be large and the test short: what counts is that nothing stays. */
const filler = '南京市建邺区兴隆街道奥体大街1号'.repeat(20);
const blocks = 2000;
const rowsPerBlock = 100;

async function writeBody(file: string, first: string, row: (i: number) => string, last: string): Promise<void> {
  const out = createWriteStream(file);
  out.write(first);
  for (let block = 0; block < blocks; block += 1) {
    const text = Array.from({ length: rowsPerBlock }, (_, i) => row(block * rowsPerBlock + i)).join('');
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end(last);
  await once(out, 'finish');
}

const cases: readonly [string, FeedForm, string, (i: number) => string, string][] = [
  ['CSV', csvForm(), '编号,住址\n', (i) => `${i},${filler}\n`, ''],
  ['JSON', { type: 'json' }, '[{"编号":"x"}', (i) => `,{"编号":"${i}","住址":"${filler}"}`, ']'],
];

test.each(cases)('%s of about 200 MB is read without keeping it', async (_, form, first, row, last) => {
  await withFolder(async (folder) => {
    const file = join(folder, 'body');
    await writeBody(file, first, row, last);
    collectGarbage();
    const before = process.memoryUsage();
    let rows = 0;
    let pages = 0;
    let heap = 0;
    let buffers = 0;
    for await (const page of readFeed(file, form, { requiredColumns: ['编号'], gzip: false }).rows) {
      rows += page.length;
      pages += 1;
      if (pages % 20 !== 0) continue;
      // What is kept is asked, not what the collector has not come round to.
      collectGarbage();
      const now = process.memoryUsage();
      heap = Math.max(heap, now.heapUsed - before.heapUsed);
      buffers = Math.max(buffers, now.arrayBuffers - before.arrayBuffers);
    }
    expect(rows).toBeGreaterThanOrEqual(blocks * rowsPerBlock);
    expect(heap).toBeLessThan(120 * megabytes);
    expect(buffers).toBeLessThan(120 * megabytes);
  });
});
