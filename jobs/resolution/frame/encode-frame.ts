import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Frame } from './frame.ts';
import { datasetDomain, datasetOffset, keyOffset } from './frame-layout.ts';
import { appendText, codeOf, countCodes, type SharedDictionary, textOf } from './shared-dictionary.ts';

/** Records on their way from the worker that prepared them to those that compare them. */
export interface FramePart {
  readonly frame: Frame;
  /** `record.id` of each record, ascending. */
  readonly ids: Float64Array;
  /** What the record's row was when it was read (its xmin): another number later says that it has changed. */
  readonly rowVersions: Float64Array;
}

interface Encoded {
  readonly ids: Float64Array;
  readonly rowVersions: Float64Array;
  readonly width: number;
  readonly cells: Int32Array;
  /** Domain → texts by number, from 1. */
  readonly texts: readonly (readonly string[])[];
  readonly keys: readonly string[];
}

/** One part as bytes: its texts once each and the cells, compressed. */
export function encodeFrame({ frame, ids, rowVersions }: FramePart): Uint8Array {
  const encoded: Encoded = {
    ids,
    rowVersions,
    width: frame.layout.width,
    cells: frame.cells.slice(0, ids.length * frame.layout.width),
    texts: frame.dictionaries.map(readTexts),
    keys: readTexts(frame.keys),
  };
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(ids.length);
  return Buffer.concat([head, deflateRawSync(serialize(encoded), { level: 1 })]);
}

/** The number of records stands in front, so that a frame can be made before any part is unpacked. */
const headBytes = 4;

export interface DecodedPart {
  readonly ids: Float64Array;
  readonly rowVersions: Float64Array;
}

/** How many records a part holds, without putting them anywhere. */
export const countEncoded = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

/** Puts the part's records into a frame of the same layout, the first at `from`; safe beside other threads. */
export function fillFromEncoded(frame: Frame, bytes: Uint8Array, from: number): DecodedPart {
  const { ids, rowVersions, width, cells, texts, keys } = decode(bytes);
  if (width !== frame.layout.width) throw new RangeError('resolution: the part was made with other settings.');
  const codesOf = (dictionary: SharedDictionary | undefined, known: readonly string[]): Int32Array =>
    Int32Array.from([0, ...known.map((text) => (dictionary ? codeOf(dictionary, text) : 0))]);
  const codes = frame.dictionaries.map((dictionary, domain) => codesOf(dictionary, texts[domain] ?? []));
  const columns = [
    { offset: datasetOffset, domain: datasetDomain },
    ...frame.layout.columns.map(({ offset, domain }) => ({ offset, domain })),
  ];
  for (let record = 0; record < ids.length; record++) {
    const source = record * width;
    const target = (from + record) * width;
    for (const { offset, domain } of columns) {
      const code = cells[source + offset] ?? 0;
      if (code !== 0) frame.cells[target + offset] = codes[domain]?.[code] ?? 0;
    }
    const key = keys[(cells[source + keyOffset] ?? 0) - 1];
    if (key !== undefined) frame.cells[target + keyOffset] = appendText(frame.keys, key);
  }
  return { ids, rowVersions };
}

const readTexts = (dictionary: SharedDictionary): readonly string[] =>
  Array.from({ length: countCodes(dictionary) }, (_, place) => textOf(dictionary, place + 1));

const decode = (bytes: Uint8Array): Encoded => deserialize(inflateRawSync(bytes.subarray(headBytes)));
