import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import path from 'node:path';
import { HubError, invalid, unavailable } from '../../schema/model/errors.ts';

/** A body that has arrived whole. Whoever has it removes it. */
export interface SpooledBody {
  /** Its path, or the body itself when it was held in memory. */
  readonly file: string | Buffer;
  readonly bytes: number;
  /** Of the bytes as sent, hexadecimal. */
  readonly sha256: string;
  remove(): Promise<void>;
}

/**
 * Writes a request's body to a file of its own while hashing it. A body that breaks off, grows too long or finds the disk
 * full leaves no file. Memory: one chunk.
 * @throws too-large BODY_TOO_LARGE, invalid UPLOAD_BROKEN_OFF, unavailable SPOOL_UNAVAILABLE
 */
export async function spoolBody(request: IncomingMessage, dataDir: string, maxBytes: number): Promise<SpooledBody> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const file = path.join(spoolFolder(dataDir), `${ownPrefix}${randomUUID()}`);
  const remove = () => rm(file, { force: true });
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await mkdir(spoolFolder(dataDir), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'wx', 0o600);
    try {
      // Not destroyed on leaving: the answer goes out on the same socket.
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge(maxBytes);
        hash.update(chunk);
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    return { file, bytes, sha256: hash.digest('hex'), remove };
  } catch (error) {
    // What could not even be made cannot be removed; the first failure is the one that matters.
    await remove().catch(() => undefined);
    throw toSpoolError(error);
  }
}

/**
 * Takes a body that says itself to be short into memory instead: making, writing, reading and removing a file costs four
 * times as much as reading and mapping its few rows. Otherwise as spoolBody.
 */
export async function holdBody(request: IncomingMessage): Promise<SpooledBody> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) chunks.push(chunk);
  } catch (error) {
    throw toSpoolError(error);
  }
  const body = Buffer.concat(chunks);
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { file: body, bytes: body.length, sha256, remove: async () => undefined };
}

/** Whether a body says itself to be at most so long; HTTP sees to it that it is no longer than it says. */
export function isShorterThan(request: IncomingMessage, maxBytes: number): boolean {
  const length = request.headers['content-length'];
  return length !== undefined && Number(length) <= maxBytes;
}

/**
 * Removes what killed processes left: files of this machine whose process is gone or is this one, which has just started,
 * and anything a day old. @returns how many
 */
export async function clearSpool(dataDir: string, now: Date): Promise<number> {
  const folder = spoolFolder(dataDir);
  const names = await readdir(folder).catch(() => []);
  const orphans: string[] = [];
  for (const name of names) if (await isOrphan(path.join(folder, name), name, now)) orphans.push(name);
  await Promise.all(orphans.map((name) => rm(path.join(folder, name), { force: true })));
  return orphans.length;
}

const spoolFolder = (dataDir: string): string => path.join(dataDir, 'spool');
const machine = hostname().replace(/[^\w-]/g, '_');
/** Several gateways may share the folder, so a file names the process that it belongs to. */
const ownPrefix = `${machine}.${process.pid}.`;
const dayMs = 86_400_000;

async function isOrphan(file: string, name: string, now: Date): Promise<boolean> {
  const [owner, pid] = name.split('.');
  if (owner === machine && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true;
  const found = await stat(file).catch(() => null);
  return found !== null && now.getTime() - found.mtimeMs > dayMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const tooLarge = (limitBytes: number): HubError =>
  new HubError(
    'too-large',
    'BODY_TOO_LARGE',
    `the body is longer than ${limitBytes} bytes; compress it with gzip or split it into several deliveries`,
    { limitBytes },
  );

const notWritable: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EROFS',
  'ENOTDIR',
  'EMFILE',
  'ENFILE',
]);

function toSpoolError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return invalid('UPLOAD_BROKEN_OFF', 'the upload broke off and nothing was taken; send it again');
  }
  if (notWritable.has(code)) {
    return unavailable(
      'SPOOL_UNAVAILABLE',
      'the hub cannot store uploads just now and nothing was taken; an administrator must make room in DATA_DIR',
      {},
      { cause: error },
    );
  }
  return error;
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
