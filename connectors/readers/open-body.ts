import { type FileHandle, open } from 'node:fs/promises';
import { invalid } from '../../schema/model/errors.ts';
import { bodyTooLarge } from './body-faults.ts';
import { gunzipChunks } from './gunzip-chunks.ts';
import type { ReadLimits } from './reading.ts';

/** One chunk decides the size of a block of rows: about a thousand rows of 130 bytes. */
const chunkBytes = 128 * 1024;

/** A body opened for reading, decompressed. */
export interface Body {
  /** The first bytes, up to one chunk; the whole body if it is shorter. */
  readonly head: Buffer;
  /** The file itself is gzip. */
  readonly isPacked: boolean;
  /** All bytes from the first. Can be iterated once. */
  chunks(): AsyncGenerator<Buffer, void, undefined>;
  /** Safe to call twice, and while a read is under way. */
  close(): Promise<void>;
}

/**
 * Opens a file, or a body that is in memory, unpacks gzip (declared, or seen in the first two bytes) and guards the size. An abort closes
 * the file at once, also when nobody is pulling; the pull that follows throws the signal's reason.
 * @throws HubError GZIP_BROKEN, GZIP_TRUNCATED, BODY_TOO_LARGE
 */
export async function openBody(source: string | Buffer, limits: ReadLimits): Promise<Body> {
  limits.signal?.throwIfAborted();
  const handle = typeof source === 'string' ? await open(source, 'r') : inMemory(source);
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    limits.signal?.removeEventListener('abort', onAbort);
    closing ??= handle.close();
    return closing;
  };
  const onAbort = (): void => {
    // The failure of a close that nobody waits for has no one to act on it.
    close().catch(() => undefined);
  };
  limits.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const isPacked = await isGzip(handle, limits);
    const raw = readChunks(handle, limits.signal);
    const { head, rest } = await takeHead(guardSize(isPacked ? gunzipChunks(raw) : raw, limits));
    return { head, isPacked, chunks: () => replay(head, rest), close };
  } catch (error) {
    await close();
    throw abortReason(limits.signal, error);
  }
}

/** After an abort the cause is the signal's reason, whatever the closed file then said. */
export function abortReason(signal: AbortSignal | null, error: unknown): unknown {
  return signal?.aborted === true ? signal.reason : error;
}

/** What is asked of an open file. */
type Handle = Pick<FileHandle, 'close'> & {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number; buffer: Buffer }>;
};

const inMemory = (bytes: Buffer): Handle => ({
  read: async (buffer, offset, length, position) => ({
    buffer,
    bytesRead: bytes.copy(buffer, offset, position, position + length),
  }),
  close: async () => undefined,
});

async function isGzip(handle: Handle, limits: ReadLimits): Promise<boolean> {
  const magic = Buffer.alloc(2);
  const { bytesRead } = await handle.read(magic, 0, 2, 0);
  const seen = bytesRead === 2 && magic[0] === 0x1f && magic[1] === 0x8b;
  if (limits.gzip && !seen && bytesRead > 0) {
    throw invalid(
      'GZIP_BROKEN',
      'the request says Content-Encoding: gzip, the body is not gzip; send it packed or drop the header',
    );
  }
  return seen;
}

async function* readChunks(handle: Handle, signal: AbortSignal | null): AsyncGenerator<Buffer, void, undefined> {
  let position = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    signal?.throwIfAborted();
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* guardSize(source: AsyncIterable<Buffer>, limits: ReadLimits): AsyncGenerator<Buffer, void, undefined> {
  const { maxBytes, signal } = limits;
  let total = 0;
  for await (const chunk of source) {
    // A small packed body is read from disk long before it is unpacked.
    signal?.throwIfAborted();
    total += chunk.length;
    if (total > maxBytes) throw bodyTooLarge('the body', maxBytes);
    yield chunk;
  }
}

type Chunks = AsyncGenerator<Buffer, void, undefined>;

async function takeHead(source: Chunks): Promise<{ head: Buffer; rest: Chunks }> {
  const parts: Buffer[] = [];
  let size = 0;
  while (size < chunkBytes) {
    const next = await source.next();
    if (next.done === true) break;
    parts.push(next.value);
    size += next.value.length;
  }
  return { head: Buffer.concat(parts), rest: source };
}

async function* replay(head: Buffer, rest: Chunks): Chunks {
  if (head.length > 0) yield head;
  yield* rest;
}
