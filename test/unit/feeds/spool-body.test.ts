import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { clearSpool, spoolBody } from '../../../gateway/feeds/spool-body.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'commongrid-spool-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));
const spooled = () => readdir(path.join(dataDir, 'spool')).catch(() => []);

function requestOf(chunks: readonly string[], end: 'whole' | 'broken' = 'whole'): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  for (const chunk of chunks) request.push(Buffer.from(chunk));
  if (end === 'whole') request.push(null);
  else setImmediate(() => request.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
  return request;
}

test('a body is written as it came, with its length and SHA-256, until it is removed', async () => {
  const body = await spoolBody(requestOf(['姓名,', '张伟\n']), dataDir, 100);
  expect(await readFile(body.file, 'utf8')).toBe('姓名,张伟\n');
  expect([body.bytes, body.sha256]).toEqual([14, '2257ae49f81944b23bd76de2df77c86ffb876bd337e9590a8c48d04af1c48b27']);
  expect(await spooled()).toHaveLength(1);
  await body.remove();
  expect(await spooled()).toEqual([]);
});

test('a body over the limit leaves no file', async () => {
  await expect(spoolBody(requestOf(['12345', '67890', '1']), dataDir, 10)).rejects.toMatchObject({
    code: 'BODY_TOO_LARGE',
  });
  expect(await spooled()).toEqual([]);
});

test('a body that breaks off leaves no file', async () => {
  await expect(spoolBody(requestOf(['12345'], 'broken'), dataDir, 10)).rejects.toMatchObject({
    code: 'UPLOAD_BROKEN_OFF',
  });
  expect(await spooled()).toEqual([]);
});

test('a folder that cannot be written is the administrator’s matter', async () => {
  await writeFile(path.join(dataDir, 'file'), '');
  const spooling = spoolBody(requestOf(['1']), path.join(dataDir, 'file'), 10);
  await expect(spooling).rejects.toMatchObject({ kind: 'unavailable', code: 'SPOOL_UNAVAILABLE' });
});

test('at the start, files of dead processes of this machine go, and others only when a day old', async () => {
  const folder = path.join(dataDir, 'spool');
  await mkdir(folder);
  const machine = hostname().replace(/[^\w-]/g, '_');
  const names = [
    `${machine}.999999999.a`,
    `${machine}.${process.pid}.b`,
    `${machine}.${process.ppid}.c`,
    'elsewhere.1.d',
    'elsewhere.1.e',
  ];
  for (const name of names) await writeFile(path.join(folder, name), 'x');
  const now = new Date('2026-11-01T12:00:00Z');
  await utimes(path.join(folder, 'elsewhere.1.d'), now, new Date('2026-10-31T13:00:00Z'));
  await utimes(path.join(folder, 'elsewhere.1.e'), now, new Date('2026-10-31T11:00:00Z'));
  await utimes(path.join(folder, `${machine}.${process.ppid}.c`), now, now);
  expect(await clearSpool(dataDir, now)).toBe(3);
  expect((await spooled()).sort()).toEqual([`${machine}.${process.ppid}.c`, 'elsewhere.1.d'].sort());
});
