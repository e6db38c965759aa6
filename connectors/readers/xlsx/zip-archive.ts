import type { Readable } from 'node:stream';
import { type Entry, open, type ZipFile } from 'yauzl';
import { HubError } from '../../../schema/model/errors.ts';
import { bodyTooLarge, compressionTooHigh, xlsxBroken } from '../body-faults.ts';
import { maxCompressionRatio, ratioFreeBytes } from '../gunzip-chunks.ts';
import type { ReadLimits } from '../reading.ts';

/** The parts of a workbook. Part names are paths within the ZIP, without a leading slash. */
export interface ZipArchive {
  has(name: string): boolean;
  /** @throws HubError XLSX_BROKEN, BODY_TOO_LARGE (all parts together, or one part that packs like a bomb) */
  read(name: string): AsyncGenerator<Buffer, void, undefined>;
  close(): Promise<void>;
}

/** A workbook has tens of parts; a list of millions is an attack on memory. */
const maxEntries = 10_000;

/**
 * Opens a ZIP and reads its list of parts. An abort stops the part being read and closes the file.
 * @throws HubError XLSX_BROKEN
 */
export async function openZipArchive(file: string, limits: ReadLimits): Promise<ZipArchive> {
  const zip = await openZip(file);
  let unpacked = 0;
  let current: Readable | null = null;
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    limits.signal?.removeEventListener('abort', onAbort);
    current?.destroy();
    closing ??= new Promise((resolve) => {
      zip.once('close', resolve);
      zip.close();
    });
    return closing;
  };
  const onAbort = (): void => void close();
  limits.signal?.addEventListener('abort', onAbort, { once: true });

  const read = async function* (entry: Entry): AsyncGenerator<Buffer, void, undefined> {
    limits.signal?.throwIfAborted();
    const stream = await openEntry(zip, entry);
    current = stream;
    let size = 0;
    try {
      for await (const chunk of stream) {
        if (!Buffer.isBuffer(chunk)) continue;
        size += chunk.length;
        unpacked += chunk.length;
        if (unpacked > limits.maxBytes) throw bodyTooLarge('the unpacked workbook', limits.maxBytes);
        if (size > ratioFreeBytes && size > entry.compressedSize * maxCompressionRatio) {
          throw compressionTooHigh(`the workbook's part ${entry.fileName}`, maxCompressionRatio);
        }
        yield chunk;
      }
      limits.signal?.throwIfAborted();
    } catch (error) {
      if (error instanceof HubError || limits.signal?.aborted === true) throw error;
      throw xlsxBroken(`its part ${entry.fileName} is damaged`, error);
    } finally {
      stream.destroy();
    }
  };

  try {
    const entries = await listEntries(zip);
    return {
      has: (name) => entries.has(name),
      read(name) {
        const entry = entries.get(name);
        if (entry === undefined) throw xlsxBroken(`it has no part ${name}`);
        return read(entry);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openZip(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(file, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null) resolve(zip);
      else if ('code' in error) reject(error);
      else reject(xlsxBroken('the file is cut off or is no ZIP', error));
    });
  });
}

function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.once('error', (error: unknown) => reject(xlsxBroken('its list of parts is damaged', error)));
    zip.once('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > maxEntries) reject(xlsxBroken('it has far too many parts'));
      else zip.readEntry();
    });
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    try {
      zip.openReadStream(entry, (error, stream) => {
        if (error === null) resolve(stream);
        else reject(xlsxBroken(`its part ${entry.fileName} cannot be unpacked`, error));
      });
    } catch (error) {
      reject(xlsxBroken(`its part ${entry.fileName} cannot be unpacked`, error));
    }
  });
}
