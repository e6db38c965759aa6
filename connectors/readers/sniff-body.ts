/** What the first bytes of a body look like, whatever it was declared to be. */
export type BodyLook =
  | 'empty'
  | 'gzip'
  | 'zip'
  | 'ole'
  | 'pdf'
  | 'utf-16le'
  | 'utf-16be'
  | 'json-array'
  | 'json-object'
  | 'markup'
  | 'text';

const signatures: readonly (readonly [look: BodyLook, bytes: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** In words a clerk understands. */
export const lookNames: Readonly<Record<BodyLook, string>> = {
  empty: 'nothing',
  gzip: 'a gzip file',
  zip: 'an XLSX workbook or another ZIP file',
  ole: 'an old .xls workbook or an encrypted one',
  pdf: 'a PDF file',
  'utf-16le': 'UTF-16 (little-endian) text',
  'utf-16be': 'UTF-16 (big-endian) text',
  'json-array': 'a JSON array',
  'json-object': 'JSON objects',
  markup: 'XML or HTML',
  text: 'plain text such as CSV',
};

export function sniffBody(head: Buffer): BodyLook {
  const found = signatures.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (found !== undefined) return found[0];
  const utf16 = sniffUtf16WithoutMark(head);
  if (utf16 !== null) return utf16;
  const first = firstVisibleByte(head);
  if (first === null) return 'empty';
  if (first === 0x5b) return 'json-array';
  if (first === 0x7b) return 'json-object';
  return first === 0x3c ? 'markup' : 'text';
}

export function skipUtf8Mark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function firstVisibleByte(head: Buffer): number | null {
  for (const byte of skipUtf8Mark(head)) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return byte;
  }
  return null;
}

/** A line end or a comma in UTF-16 has a zero byte on one side: text in any of our charsets has none at all. */
function sniffUtf16WithoutMark(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const sample = head.subarray(0, 1024);
  let zerosEven = 0;
  let zerosOdd = 0;
  for (const [i, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (i % 2 === 0) zerosEven += 1;
    else zerosOdd += 1;
  }
  const enough = Math.max(2, sample.length / 50);
  if (zerosOdd >= enough && zerosEven === 0) return 'utf-16le';
  return zerosEven >= enough && zerosOdd === 0 ? 'utf-16be' : null;
}
