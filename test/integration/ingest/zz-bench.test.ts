import { mkdtemp, writeFile, readFile } from 'node:fs/promises';
import { readFeed } from '../../../connectors/readers/read-feed.ts';
import { loadContracts } from '../../../schema/model/load-contracts.ts';
import { landBatch } from '../../../schema/store/landing/land-batch.ts';
import { copyRows } from '../../../schema/store/copy-rows.ts';
import { createTestDatabase } from '../../support/database.ts';
import { clock, createHeldQueue, deliveryOf, silentLog } from './direct-hub.ts';
import { announce } from './announce.ts';

test('bench', async () => {
  const { db, close } = await createTestDatabase();
  const contract = loadContracts().find((c) => c.dataset === 'public-security.household-register')!;
  const text = new TextDecoder('gb18030').decode(await readFile('/work/shared/samples/jianye/public-security.household-register.csv'));
  const [header, ...lines] = text.trimEnd().split('\r\n');
  const { encode } = await import('iconv-lite');
  const many = [];
  for (let k = 0; k < 10; k++) for (const l of lines) many.push(l.replace(/^RK/, 'R' + k));
  const file = (await mkdtemp('/tmp/cgb-')) + '/x.csv';
  await writeFile(file, encode([header, ...many].join('\r\n') + '\r\n', 'gb18030'));
  console.log('rows', many.length);
  for (let round = 0; round < 3; round++) {
    let t = performance.now();
    let n = 0;
    for await (const b of readFeed(file, contract.form, { requiredColumns: [contract.key, contract.version!], gzip: false }).rows) n += b.length;
    const read = n / (performance.now() - t) * 1000;
    t = performance.now();
    const landing = await landBatch(db, contract, readFeed(file, contract.form, { requiredColumns: [contract.key, contract.version!], gzip: false }), deliveryOf());
    const land = many.length / (performance.now() - t) * 1000;
    if (landing.replayed) throw new Error();
    // raw copy of the same rows
    const rows = (await db('landed_row').where({ batch_id: landing.batchId }).orderBy('row_number')).map((r) => ['00000000-0000-4000-8000-00000000000' + round, r.row_number, r.key, r.version, r.hash, JSON.stringify(r.raw), JSON.stringify(r.values), JSON.stringify(r.flags), r.deleted]);
    t = performance.now();
    await db.transaction(async (trx) => {
      for (let i = 0; i < rows.length; i += 4000) await copyRows(trx, 'landed_row', ['batch_id', 'row_number', 'key', 'version', 'hash', 'raw', '"values"', 'flags', 'deleted'], rows.slice(i, i + 4000));
    });
    const copy = many.length / (performance.now() - t) * 1000;
    await db.raw('create temp table if not exists dummy (x int)');
    const queue = createHeldQueue({ db, clock, contracts: [contract] });
    await announce(db, queue, landing);
    t = performance.now();
    await queue.drain();
    const ingest = many.length / (performance.now() - t) * 1000;
    console.log({ read: Math.round(read), land: Math.round(land), copy: Math.round(copy), ratio: land / copy, ingest: Math.round(ingest) });
    await db.raw('delete from landed_row');
  }
  await close();
}, 300000);
