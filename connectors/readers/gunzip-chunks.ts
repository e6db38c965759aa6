import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { invalid } from '../../schema/model/errors.ts';
import { compressionTooHigh } from './body-faults.ts';

/**
 * Real feeds pack 5 to 30 times, the most regular ones below 200; a bomb packs 1,000 times (the most that
 * deflate can do). Small bodies are let off, so that a tiny file of equal rows is no bomb.
 */
export const maxCompressionRatio = 250;
export const ratioFreeBytes = 32 * 1024 * 1024;

/**
 * Unpacks gzip, also several members one after another.
 * @throws HubError GZIP_TRUNCATED, GZIP_BROKEN, BODY_TOO_LARGE
 */
export async function* gunzipChunks(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let bytesIn = 0;
  let bytesOut = 0;
  const count = async function* (): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of packed) {
      bytesIn += chunk.length;
      yield chunk;
    }
  };
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  // The error reaches the loop below through the stream itself.
  const source = pipeline(Readable.from(count(), { highWaterMark: 1 }), gunzip, () => undefined);
  try {
    for await (const chunk of source) {
      if (!Buffer.isBuffer(chunk)) continue;
      bytesOut += chunk.length;
      if (bytesOut > ratioFreeBytes && bytesOut > bytesIn * maxCompressionRatio) {
        throw compressionTooHigh('the gzip body', maxCompressionRatio);
      }
      yield chunk;
    }
  } catch (error) {
    throw translate(error);
  } finally {
    gunzip.destroy();
  }
}

function translate(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  if (code === 'Z_BUF_ERROR') {
    return invalid(
      'GZIP_TRUNCATED',
      'the gzip body ends too early; the transfer was cut off, send it again',
      {},
      {
        cause: error,
      },
    );
  }
  if (code === 'Z_DATA_ERROR') {
    return invalid(
      'GZIP_BROKEN',
      'the gzip body is damaged (checksum or structure); pack and send it again',
      {},
      {
        cause: error,
      },
    );
  }
  return error;
}
