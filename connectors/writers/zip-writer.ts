import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of a ZIP, its content given piece by piece. */
export interface ZipPart {
  readonly name: string;
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>;
}

interface WrittenPart {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
}

const flags = 0x0808; // sizes follow the content; names are UTF-8
const deflate = 8;
const versionNeeded = 20;
const dosDate1980 = 0x21; // a fixed date: the same rows give the same bytes
const maxSize = 0xffff_ffff;

/** Writes a ZIP as its parts come, holding none of them. Plain ZIP without the 64-bit extension: below 4 GB. */
export async function* writeZip(parts: readonly ZipPart[]): AsyncGenerator<Buffer, void, undefined> {
  const written: WrittenPart[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const start = offset;
    const header = localHeader(name);
    yield header;
    offset += header.length;
    const sums = { crc: 0, packed: 0, unpacked: 0 };
    for await (const chunk of deflateParts(part.content, sums)) {
      offset += chunk.length;
      if (offset > maxSize || sums.unpacked > maxSize) throw new RangeError('zip: a part exceeds 4 GB');
      yield chunk;
    }
    const entry = { name, offset: start, ...sums };
    const descriptor = Buffer.concat([fields([4, 0x08074b50]), sizes(entry)]);
    yield descriptor;
    offset += descriptor.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  yield fields(
    [4, 0x06054b50],
    [4, 0],
    [2, written.length],
    [2, written.length],
    [4, directory.length],
    [4, offset],
    [2, 0],
  );
}

async function* deflateParts(
  content: ZipPart['content'],
  sums: { crc: number; packed: number; unpacked: number },
): AsyncGenerator<Buffer, void, undefined> {
  const packer = createDeflateRaw();
  let ready: Buffer[] = [];
  packer.on('data', (chunk: Buffer) => ready.push(chunk));
  const run = (work: (done: () => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      packer.once('error', reject);
      work(() => {
        packer.removeListener('error', reject);
        resolve();
      });
    });
  const drain = function* (): Generator<Buffer, void, undefined> {
    for (const chunk of ready) {
      sums.packed += chunk.length;
      yield chunk;
    }
    ready = [];
  };
  try {
    for await (const chunk of content) {
      sums.crc = crc32(chunk, sums.crc);
      sums.unpacked += chunk.length;
      await run((done) => packer.write(chunk, done));
      yield* drain();
    }
    await run((done) => packer.once('end', done).end());
    yield* drain();
  } finally {
    packer.destroy();
  }
}

function localHeader(name: Buffer): Buffer {
  return Buffer.concat([
    fields([4, 0x04034b50], [2, versionNeeded], [2, flags], [2, deflate], [2, 0], [2, dosDate1980]),
    sizes({ crc: 0, packed: 0, unpacked: 0 }),
    fields([2, name.length], [2, 0]),
    name,
  ]);
}

function directoryEntry(part: WrittenPart): Buffer {
  return Buffer.concat([
    fields([4, 0x02014b50], [2, versionNeeded], [2, versionNeeded], [2, flags], [2, deflate], [2, 0], [2, dosDate1980]),
    sizes(part),
    fields([2, part.name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, part.offset]),
    part.name,
  ]);
}

function sizes({ crc, packed, unpacked }: Pick<WrittenPart, 'crc' | 'packed' | 'unpacked'>): Buffer {
  return fields([4, crc], [4, packed], [4, unpacked]);
}

/** Little-endian numbers, each of 2 or 4 bytes. */
function fields(...numbers: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((total, [size]) => total + size, 0));
  let at = 0;
  for (const [size, value] of numbers) at = buffer.writeUIntLE(value, at, size);
  return buffer;
}
