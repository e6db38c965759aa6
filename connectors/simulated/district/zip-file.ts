import { crc32, deflateRawSync } from 'node:zlib';

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfCentral = 0x06054b50;
const deflated = 8;
const utf8Names = 0x0800;
/** 1 January 2026, 00:00, in the form of MS-DOS: always the same, so that the same content gives the same bytes. */
const dosDate = ((2026 - 1980) << 9) | (1 << 5) | 1;

/** A zip archive of small files, whole in memory. */
export function zipFiles(files: readonly { readonly name: string; readonly content: string }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const raw = Buffer.from(content, 'utf8');
    const packed = deflateRawSync(raw);
    const fileName = Buffer.from(name, 'utf8');
    const facts = describe(crc32(raw), packed.length, raw.length, fileName.length);
    parts.push(words([localHeader, 4], [20, 2]), facts, fileName, packed);
    directory.push(
      words([centralHeader, 4], [20, 2], [20, 2]),
      facts,
      words([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      fileName,
    );
    offset += 6 + facts.length + fileName.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const count = files.length;
  const end = words(
    [endOfCentral, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [central.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...parts, central, end]);
}

/** The fields that a local and a central header have in common: flags … length of the extra field. */
const describe = (checksum: number, packed: number, raw: number, nameLength: number): Buffer =>
  words(
    [utf8Names, 2],
    [deflated, 2],
    [0, 2],
    [dosDate, 2],
    [checksum, 4],
    [packed, 4],
    [raw, 4],
    [nameLength, 2],
    [0, 2],
  );

function words(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) {
    buffer.writeUIntLE(value >>> 0, at, bytes);
    at += bytes;
  }
  return buffer;
}
